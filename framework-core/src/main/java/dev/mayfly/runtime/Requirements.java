package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.Mount;
import dev.mayfly.Protocol;
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.ContainerEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses what an engine can't do, before anything is started for it. */
final class Requirements {

  private Requirements() {}

  /**
   * Looks at a whole description, without asking the engine.
   *
   * @param place where it was declared, for the message
   * @throws DeclarationException if it needs what the engine can't do
   */
  static void check(ContainerSpec spec, String place, ContainerEngine engine) {
    List<Capability> missing = needs(spec);
    if (!missing.isEmpty()) {
      missing.removeAll(engine.capabilities());
    }
    if (!missing.isEmpty()) {
      throw refusal(missing, place, engine);
    }
  }

  private static List<Capability> needs(ContainerSpec spec) {
    List<Capability> needs = new ArrayList<>();
    add(needs, Capability.FIXED_PORTS, !spec.fixedPorts().isEmpty());
    add(
        needs,
        Capability.UDP_PORTS,
        spec.ports().stream().anyMatch(port -> port.protocol() == Protocol.UDP));
    add(
        needs,
        Capability.BIND_MOUNTS,
        spec.mounts().stream().anyMatch(Mount.Bind.class::isInstance));
    add(needs, Capability.HOST_PORTS, spec.reachesHost());
    add(needs, Capability.PRIVILEGED, spec.isPrivileged());
    add(needs, Capability.CREATE_PATCH, spec.createRequestPatch() != null);
    add(needs, Capability.BUILD, spec.image() instanceof ImageBuild);
    return needs;
  }

  private static void add(List<Capability> needs, Capability one, boolean isNeeded) {
    if (isNeeded) {
      needs.add(one);
    }
  }

  /**
   * Looks at one thing that is to be done.
   *
   * @throws DeclarationException if the engine can't do it
   */
  static void check(Capability need, String place, ContainerEngine engine) {
    if (!engine.capabilities().contains(need)) {
      throw refusal(List.of(need), place, engine);
    }
  }

  private static DeclarationException refusal(
      List<Capability> missing, String place, ContainerEngine engine) {
    String remedies =
        missing.stream()
            .map(engine::remedy)
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return new DeclarationException(
        place
            + " needs an engine that "
            + missing.stream().map(Capability::words).collect(Collectors.joining(" and "))
            + "; the one at "
            + engine.address()
            + " does not. "
            + (remedies.isEmpty() ? "Do without" : remedies + " Or do without")
            + ", or choose another engine with the setting "
            + Engines.SETTING
            + ".");
  }
}
