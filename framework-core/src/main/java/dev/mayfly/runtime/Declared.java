package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.Protocol;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ImageState;
import dev.mayfly.ready.Characteristics;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds descriptions that can't work, before anything is started for them. */
final class Declared {

  private Declared() {}

  /** What can be seen without an engine. */
  static void check(ContainerSpec spec) {
    requireMappable(spec);
    requireRelayable(spec);
    Set<Integer> exposed = exposed(spec, Protocol.TCP);
    Characteristics asked = spec.readiness().characteristics();
    asked.ports().forEach(port -> requireExposed(Port.tcp(port), spec, exposed));
    for (int port : asked.udpPorts()) {
      requireExposed(Port.udp(port), spec, exposed(spec, Protocol.UDP));
    }
    if (asked.needsOnePort() && exposed.size() != 1) {
      throw new DeclarationException(
          "Readiness asks the only exposed TCP port, but exposed are "
              + exposed
              + (exposed.isEmpty()
                  ? ". Add expose(8080), with the port that the service listens on."
                  : ". Say which: http(…).port(" + exposed.iterator().next() + ")."));
    }
  }

  /** The engine maps ports of containers that have a network of their own to stand in. */
  private static void requireMappable(ContainerSpec spec) {
    if (spec.ports().isEmpty() || spec.networks().isEmpty()) {
      return;
    }
    NetworkSpec network = spec.networks().get(0).network();
    if (network.existing() && network.name().equals("host")) {
      throw new DeclarationException(
          "On the network \"host\" no port is mapped, and exposed are "
              + spec.ports()
              + ": what listens there listens on the engine's own machine. Drop expose(…) and"
              + " connect to that machine's port, or drop the network.");
    }
    if (network.existing() && network.name().equals("none")) {
      throw new DeclarationException(
          "On the network \"none\" no port can be reached, and exposed are "
              + spec.ports()
              + ". Drop expose(…), or the network.");
    }
  }

  /** Where a relay can stand beside the container. */
  private static void requireRelayable(ContainerSpec spec) {
    String first = spec.networks().isEmpty() ? "" : spec.networks().get(0).network().name();
    boolean isOwn = !spec.networks().isEmpty() && !spec.networks().get(0).network().existing();
    if (!spec.reachesHost() || isOwn) {
      return;
    }
    if (first.equals("host")) {
      throw new DeclarationException(
          "On the network \"host\" a container has the network of the engine's machine, where no"
              + " relay of its own can listen. Drop exposeHostPort(…) and connect to 127.0.0.1, if"
              + " this JVM runs on that machine; or drop the network.");
    }
    if (first.equals("none") || first.startsWith("container:")) {
      throw new DeclarationException(
          "On the network \""
              + first
              + "\" a container reaches no ports of this machine. Drop exposeHostPort(…), or the"
              + " network.");
    }
  }

  private static void requireExposed(Port port, ContainerSpec spec, Set<Integer> exposed) {
    if (!spec.ports().contains(port)) {
      boolean isTcp = port.protocol() == Protocol.TCP;
      throw new DeclarationException(
          "Readiness asks port "
              + (isTcp ? port.number() : port)
              + ", which is not exposed; exposed are "
              + exposed
              + ". "
              + Opening.advice(port, spec));
    }
  }

  private static Set<Integer> exposed(ContainerSpec spec, Protocol protocol) {
    return spec.ports().stream()
        .filter(port -> port.protocol() == protocol)
        .map(Port::number)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What can be seen once the image is there. */
  static void checkAgainst(ImageState image, ContainerSpec spec, ContainerEngine engine) {
    boolean asks = spec.readiness().characteristics().needsHealthcheck();
    if (asks && !hasHealthcheck(image, spec, engine)) {
      throw new DeclarationException(
          "Readiness asks the HEALTHCHECK, but the image has none that the engine knows of. Wait"
              + " for a port or a log line instead, for example readyWhen(ReadyWhen.ports()).");
    }
  }

  /** A patch of the create request can give one that the image lacks, or take away its own. */
  private static boolean hasHealthcheck(
      ImageState image, ContainerSpec spec, ContainerEngine engine) {
    return Optional.ofNullable(spec.createRequestPatch())
        .flatMap(engine::healthcheckOf)
        .orElse(image.hasHealthcheck());
  }
}
