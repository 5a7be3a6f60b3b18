package dev.mayfly.docker;

import dev.mayfly.Port;
import java.util.Map;

/**
 * The way from this JVM to the ports of one container.
 *
 * @param host a name or address
 * @param ports of that host, by the container's
 */
record Route(String host, Map<Port, Integer> ports) {
  Route {
    ports = Map.copyOf(ports);
  }
}
