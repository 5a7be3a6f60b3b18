package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Decides at which address an engine opens ports, so that this JVM reaches them and as few others
 * as possible, and at which hosts they may be reached from here.
 *
 * @param where the engine listens
 * @param around this JVM
 * @param api of the engine; asked only where its address leaves doubt
 * @param publishers the addresses of those containers of this machine's own engine that have a port
 *     of this machine; asked if the engine may be in one of them
 */
record HostPlanner(
    Where where, Surroundings around, Api api, IntFunction<List<String>> publishers) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOOPBACK_IPV6 = "::1";
  private static final String ALL = "";

  /** Names that engines give their machine in containers. */
  private static final List<String> NAMES_OF_HOST =
      List.of("host.docker.internal", "host.containers.internal");

  /**
   * Decides.
   *
   * @throws dev.mayfly.engine.EngineException if the engine can't be asked
   */
  HostPlan plan() {
    Optional<String> named = where.hostOverride();
    if (named.isPresent()) {
      String only = where.isSocket() ? loopback(named.get()).orElse(ALL) : ALL;
      return HostPlan.of(only, Candidate.host(named.get(), "mayfly.host"));
    }
    List<String> ids = around.containerIds();
    if (ids.isEmpty()) {
      return where.isSocket() ? ofThisMachine() : ofAddress();
    }
    return OwnContainer.find(api, ids).map(this::ofNeighbour).orElseGet(this::ofStranger);
  }

  private static HostPlan ofThisMachine() {
    return HostPlan.of(LOOPBACK, Candidate.host(LOOPBACK, "the engine's socket is here"));
  }

  /** The loopback address that a name or address means, if it means one. */
  private static Optional<String> loopback(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      String loopback = address instanceof Inet6Address ? LOOPBACK_IPV6 : LOOPBACK;
      return address.isLoopbackAddress() ? Optional.of(loopback) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** By TCP; a port of this machine may lead to an engine in one of its containers. */
  private HostPlan ofAddress() {
    Candidate named = Candidate.host(where.host(), "the engine's host");
    Optional<String> loopback = loopback(where.host());
    if (loopback.isEmpty()) {
      return HostPlan.of(ALL, named);
    }
    if (isOnThisSystem()) {
      return HostPlan.of(loopback.get(), named);
    }
    List<Candidate> candidates = new ArrayList<>();
    if (where.port() > 0) {
      List<String> behind = publishers.apply(where.port());
      candidates.addAll(candidates(behind, "the container that has the engine's port"));
    }
    candidates.add(named);
    return new HostPlan(ALL, candidates);
  }

  /** An engine calls itself by its system's name. */
  private boolean isOnThisSystem() {
    String hostname = around.hostname();
    return !hostname.isEmpty() && info().path("Name").asText().equals(hostname);
  }

  private JsonNode info() {
    return api.get("Asking for the engine's description", Target.of("info"));
  }

  /** This JVM runs in a container of this engine. */
  private HostPlan ofNeighbour(OwnContainer own) {
    if (own.isOnHostNetwork()) {
      return HostPlan.of(
          LOOPBACK, Candidate.host(LOOPBACK, "this JVM is on the engine's own network"));
    }
    JsonNode info = info();
    List<Candidate> gateways =
        candidates(sorted(own.gateways()), "the gateway of this JVM's container");
    List<Candidate> names = candidates(NAMES_OF_HOST, "what engines call their machine");
    Candidate addresses = Candidate.ownAddresses(own.addresses().keySet());
    if (info.path("OperatingSystem").asText().equals("Docker Desktop")) {
      return new HostPlan(LOOPBACK, join(List.of(names, gateways, List.of(addresses))));
    }
    boolean isRootless = info.path("SecurityOptions").toString().contains("name=rootless");
    if (gateways.isEmpty() || isRootless) {
      List<Candidate> router = candidates(around.defaultGateway().stream().toList(), "the router");
      return new HostPlan(ALL, join(List.of(gateways, names, router, List.of(addresses))));
    }
    return new HostPlan(gateways.get(0).host(), List.of(gateways.get(0), addresses));
  }

  /** The one that leads out of here comes first. */
  private List<String> sorted(List<String> gateways) {
    Optional<String> router = around.defaultGateway();
    return gateways.stream()
        .sorted(Comparator.comparing(gateway -> !router.equals(Optional.of(gateway))))
        .toList();
  }

  /** This JVM runs in a container, but the engine does not know it. */
  private HostPlan ofStranger() {
    if (!where.isSocket()) {
      return ofAddress();
    }
    if (isOnThisSystem()) {
      return ofThisMachine();
    }
    List<Candidate> router = candidates(around.defaultGateway().stream().toList(), "the router");
    List<Candidate> names = candidates(NAMES_OF_HOST, "what engines call their machine");
    return new HostPlan(ALL, join(List.of(router, names, ofThisMachine().candidates())));
  }

  private static List<Candidate> candidates(List<String> hosts, String origin) {
    return hosts.stream().map(host -> Candidate.host(host, origin)).toList();
  }

  private static List<Candidate> join(List<List<Candidate>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }
}
