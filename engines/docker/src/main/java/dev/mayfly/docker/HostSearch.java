package dev.mayfly.docker;

import dev.mayfly.Port;
import dev.mayfly.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds, once for an engine, the host at which its containers' ports are reached from this JVM:
 * where there are several that it may be, the first that takes a connection to a port that a
 * container has just published. An engine's proxy takes it before the service listens; where there
 * is no such proxy, a refusal tells nothing, and the search goes on with the next look at a
 * container. Thread-safe.
 */
final class HostSearch implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  private final Supplier<HostPlan> planner;
  private final ConnectionTest test;
  private volatile @Nullable HostPlan plan;
  private volatile @Nullable Candidate found;
  private volatile List<String> refused = List.of();

  /** Whether something takes connections. */
  @FunctionalInterface
  interface ConnectionTest {
    /** Null if a connection is taken; else why not. */
    @Nullable String failure(String host, int port);
  }

  /**
   * Nothing is asked yet.
   *
   * @param planner gives what is known before; asked at the first need, and again if it fails
   */
  HostSearch(Supplier<HostPlan> planner, ConnectionTest test) {
    this.planner = planner;
    this.test = test;
  }

  @Override
  public String publishAddress() {
    return plan().publishAddress();
  }

  private HostPlan plan() {
    HostPlan known = plan;
    if (known == null) {
      known = planner.get();
      plan = known;
      LOG.debug(
          "Ports are published at {}; they may be reached at {}",
          known.publishAddress().isEmpty() ? "all addresses" : known.publishAddress(),
          known.candidates());
    }
    return known;
  }

  @Override
  public Route to(String container, PublishedPorts published) {
    return to(published);
  }

  @Override
  public boolean carryUdp() {
    return true;
  }

  /** The way to a container; to the likeliest host, as long as none is found. */
  Route to(PublishedPorts published) {
    HostPlan known = plan();
    Candidate chosen = found;
    if (chosen == null && !known.isCertain()) {
      chosen = search(known, published);
    }
    return Optional.ofNullable(chosen)
        .flatMap(candidate -> candidate.to(published))
        .or(() -> known.likeliest().to(published))
        .orElseThrow();
  }

  private @Nullable Candidate search(HostPlan known, PublishedPorts published) {
    List<String> failures = new ArrayList<>();
    for (Candidate candidate : known.candidates()) {
      Optional<Route> route = candidate.to(published);
      Optional<Integer> port = route.flatMap(way -> anyTcp(way.ports()));
      if (route.isEmpty() || port.isEmpty()) {
        continue;
      }
      String failure = test.failure(route.get().host(), port.get());
      if (failure == null) {
        found(candidate, failures);
        return candidate;
      }
      failures.add(route.get().host() + ":" + port.get() + " " + failure);
    }
    refused = failures.isEmpty() ? refused : List.copyOf(failures);
    return null;
  }

  private static Optional<Integer> anyTcp(Map<Port, Integer> ports) {
    return ports.entrySet().stream()
        .filter(port -> port.getKey().protocol() == Protocol.TCP)
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private void found(Candidate candidate, List<String> failures) {
    refused = List.copyOf(failures);
    found = candidate;
    LOG.info("Ports of containers are reached at {}", this);
  }

  /** Where ports are reached, why there, and what was tried without success. */
  @Override
  public String toString() {
    HostPlan known = plan;
    if (known == null) {
      return "no container's ports have been looked for yet";
    }
    Candidate chosen = found;
    List<String> failures = refused;
    String tried =
        failures.isEmpty() ? "" : "; tried without success: " + String.join(", ", failures);
    return (chosen == null && !known.isCertain() ? "not found yet, taken for " : "")
        + (chosen == null ? known.likeliest() : chosen)
        + tried;
  }
}
