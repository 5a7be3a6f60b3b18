package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Port;
import java.util.Map;
import java.util.TreeSet;

/**
 * The ports of a started container and the host's ports that lead to them.
 *
 * @param ports by the container's port
 * @param spec the container's description
 */
record Mapping(Map<Port, Integer> ports, ContainerSpec spec) {

  static final String WAY_OUT =
      "Give it a first network with a way out, network(NetworkSpec.session()).network(…), or ask"
          + " from a container on its network and let readiness look inside: exec(…), log(…).";

  int hostPort(Port port) {
    Integer mapped = ports.get(port);
    if (mapped == null) {
      throw new IllegalArgumentException(
          spec.ports().contains(port)
              ? unmapped(port)
              : "Port "
                  + port
                  + " is not exposed; exposed are "
                  + new TreeSet<>(ports.keySet())
                  + ". "
                  + Opening.advice(port, spec));
    }
    return mapped;
  }

  private String unmapped(Port port) {
    return "Port "
        + port
        + " is exposed, but the engine maps no port of its machine to it: "
        + (isIsolated(spec)
            ? "all networks of the container are isolated. " + WAY_OUT
            : "a container that does not run has none, nor has one whose network has no way out."
                + " Start it, or give it another network.");
  }

  /** Whether a description leaves no way from outside to the container. */
  static boolean isIsolated(ContainerSpec spec) {
    return !spec.networks().isEmpty()
        && spec.networks().stream().allMatch(joined -> joined.network().internal());
  }
}
