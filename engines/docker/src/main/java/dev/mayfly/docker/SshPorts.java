package dev.mayfly.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Ports of a machine that ssh leads to, each forwarded from a free one of 127.0.0.1 for as long as
 * a container publishes it. Thread-safe.
 */
final class SshPorts {

  private static final int MOST_ATTEMPTS = 5;
  private static final String LOOPBACK = "127.0.0.1";

  private SshLogin login;
  private final Map<Integer, Integer> local = new HashMap<>();
  private final Map<String, Set<Integer>> published = new HashMap<>();

  SshPorts(SshLogin login) {
    this.login = login;
  }

  /**
   * The ports of this machine for those that a container publishes now; what it published before is
   * given up.
   *
   * @throws IOException if one can't be forwarded
   */
  synchronized Map<Integer, Integer> reach(String container, Set<Integer> ports)
      throws IOException {
    Set<Integer> before = published.getOrDefault(container, Set.of());
    Set<Integer> all = new HashSet<>(before);
    all.addAll(ports);
    published.put(container, all);
    Map<Integer, Integer> reached = new HashMap<>();
    for (int port : ports) {
      Integer known = local.get(port);
      reached.put(port, known == null ? forward(port) : known);
    }
    published.put(container, Set.copyOf(ports));
    giveUp(before);
    return reached;
  }

  /** Goes on by another login, by the same numbers; what can't is forwarded anew when asked for. */
  synchronized void carryOver(SshLogin another) {
    login = another;
    Map<Integer, Integer> before = Map.copyOf(local);
    local.clear();
    before.forEach(
        (port, here) -> {
          try {
            login.control("forward", spec(here, port));
            local.put(port, here);
          } catch (IOException e) {
            // another process has that number now
          }
        });
  }

  /** Gives up what a container published that is gone. */
  synchronized void release(String container) {
    Set<Integer> before = published.remove(container);
    if (before != null) {
      giveUp(before);
    }
  }

  private void giveUp(Set<Integer> ports) {
    Set<Integer> unused = new HashSet<>(ports);
    published.values().forEach(unused::removeAll);
    for (int port : unused) {
      Integer here = local.remove(port);
      try {
        if (here != null) {
          login.control("cancel", spec(here, port));
        }
      } catch (IOException e) {
        // a forward that leads nowhere ends with the login
      }
    }
  }

  /** By the same number, if it is free; a free one may be taken first, then the next is tried. */
  private int forward(int port) throws IOException {
    IOException last = new IOException("no port of this machine is free");
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      int free = attempt == 0 ? port : free();
      try {
        login.control("forward", spec(free, port));
        local.put(port, free);
        return free;
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        last = e;
        attempt = login.hasEnded() ? MOST_ATTEMPTS : attempt;
      }
    }
    throw last;
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      return socket.getLocalPort();
    }
  }

  private static String spec(int here, int there) {
    return LOOPBACK + ":" + here + ":" + LOOPBACK + ":" + there;
  }
}
