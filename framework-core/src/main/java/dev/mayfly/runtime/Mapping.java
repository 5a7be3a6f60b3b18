package dev.mayfly.runtime;

import dev.mayfly.Port;
import java.util.Map;
import java.util.TreeSet;

/**
 * The ports of a started container and the host's ports that lead to them.
 *
 * @param ports by the container's port
 */
record Mapping(Map<Port, Integer> ports) {

  int hostPort(Port port) {
    Integer mapped = ports.get(port);
    if (mapped == null) {
      throw new IllegalArgumentException(
          "Port "
              + port
              + " is not exposed; exposed are "
              + new TreeSet<>(ports.keySet())
              + ". Add expose("
              + port.number()
              + ").");
    }
    return mapped;
  }
}
