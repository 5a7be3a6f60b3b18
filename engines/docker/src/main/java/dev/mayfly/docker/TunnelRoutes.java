package dev.mayfly.docker;

import dev.mayfly.Port;
import dev.mayfly.Protocol;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * Ways through a tunnel: ports are opened on the engine's own loopback address, and reached at
 * ports of this machine's. What is not TCP goes through none.
 *
 * @param tunnel to the engine's machine
 */
record TunnelRoutes(Tunnel tunnel) implements Routes {

  private static final String LOOPBACK = "127.0.0.1";

  @Override
  public String publishAddress() {
    return LOOPBACK;
  }

  @Override
  public Route to(String container, PublishedPorts published) {
    Map<Port, Integer> there = published.numbers(false);
    there.keySet().removeIf(port -> port.protocol() != Protocol.TCP);
    if (there.isEmpty()) {
      tunnel.release(container);
      return new Route(LOOPBACK, Map.of());
    }
    Map<Integer, Integer> here = reach(container, there);
    Map<Port, Integer> ports = new HashMap<>();
    there.forEach((port, number) -> ports.put(port, here.getOrDefault(number, 0)));
    return new Route(LOOPBACK, ports);
  }

  private Map<Integer, Integer> reach(String container, Map<Port, Integer> there) {
    try {
      return tunnel.reach(container, new HashSet<>(there.values()));
    } catch (IOException e) {
      throw new EngineException(
          0, "Reaching the ports of container " + container + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean carryUdp() {
    return false;
  }

  @Override
  public void forget(String container) {
    tunnel.release(container);
  }

  @Override
  public String toString() {
    return LOOPBACK + ", by forwards of the ssh login";
  }
}
