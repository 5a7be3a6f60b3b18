package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.Port;
import dev.mayfly.Protocol;
import dev.mayfly.engine.ImageState;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds descriptions that can't work, before anything is started for them. */
final class Declared {

  private Declared() {}

  /** What can be seen without an engine. */
  static void check(ContainerSpec spec) {
    Set<Integer> exposed =
        spec.ports().stream()
            .filter(port -> port.protocol() == Protocol.TCP)
            .map(Port::number)
            .collect(Collectors.toCollection(TreeSet::new));
    for (int needed : spec.readiness().ports()) {
      if (!exposed.contains(needed)) {
        throw new DeclarationException(
            "Readiness asks port "
                + needed
                + ", which is not exposed; exposed are "
                + exposed
                + ". Add expose("
                + needed
                + ").");
      }
    }
  }

  /** What can be seen once the image is there. */
  static void checkAgainst(ImageState image, ContainerSpec spec) {
    if (spec.readiness().needsHealthcheck() && !image.hasHealthcheck()) {
      throw new DeclarationException(
          "Readiness asks the HEALTHCHECK, but the image has none. Wait for a port or a log line"
              + " instead, for example readyWhen(ReadyWhen.ports()).");
    }
  }
}
