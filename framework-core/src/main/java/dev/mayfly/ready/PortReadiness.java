package dev.mayfly.ready;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;

/**
 * TCP ports accept a connection that stays open.
 *
 * <p>A port proxy of the engine's host accepts connections before the service listens and drops
 * them when it finds nobody behind it. So, where the container's own address can be reached, that
 * is asked; elsewhere a connection counts once it has stayed open for a while or carried a byte.
 *
 * @param chosen the ports; empty for all that are exposed
 */
record PortReadiness(Set<Integer> chosen) implements Readiness {

  private static final int DIRECT_MILLIS = 200;
  private static final int STAYS_OPEN_MILLIS = 150;

  PortReadiness {
    chosen = Set.copyOf(chosen);
  }

  @Override
  public Look look(Probe probe) throws IOException {
    for (int port : chosen.isEmpty() ? probe.tcpPorts() : chosen) {
      Look look = look(probe, port);
      if (!look.isReady()) {
        return look;
      }
    }
    return Look.ready();
  }

  private static Look look(Probe probe, int port) throws IOException {
    InetSocketAddress mapped = new InetSocketAddress(probe.host(), probe.mappedPort(port));
    Optional<InetSocketAddress> direct = probe.directAddress(port);
    if (direct.isPresent()) {
      try (Socket socket = new Socket(Proxy.NO_PROXY)) {
        socket.connect(direct.get(), DIRECT_MILLIS);
        return accepts(mapped, port);
      } catch (ConnectException e) {
        return Look.notYet("port " + port + ": nothing listens at " + direct.get());
      } catch (IOException unreachable) {
        // no way to the container's own address from here: the mapped port must tell
      }
    }
    return staysOpen(mapped, port);
  }

  private static Look accepts(InetSocketAddress mapped, int port) {
    try {
      Probe.connect(mapped).close();
      return Look.ready();
    } catch (IOException e) {
      return Look.notYet("port " + port + ": " + e.getMessage() + " at " + mapped);
    }
  }

  private static Look staysOpen(InetSocketAddress mapped, int port) {
    try (Socket socket = Probe.connect(mapped)) {
      return carriesOrWaits(socket)
          ? Look.ready()
          : Look.notYet("port " + port + ": " + mapped + " accepts and hangs up at once");
    } catch (IOException e) {
      return Look.notYet("port " + port + ": " + e.getMessage() + " at " + mapped);
    }
  }

  private static boolean carriesOrWaits(Socket socket) throws IOException {
    socket.setSoTimeout(STAYS_OPEN_MILLIS);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException open) {
      return true;
    }
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.none().ports(chosen);
  }

  @Override
  public String describe() {
    return chosen.isEmpty()
        ? "its exposed ports accept connections"
        : "port " + chosen.iterator().next() + " accepts connections";
  }
}
