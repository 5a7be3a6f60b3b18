package dev.mayfly.runtime;

import dev.mayfly.Port;
import dev.mayfly.engine.ContainerState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * Tells whether a container refuses connections to a port on which it seems to listen, as where it
 * takes IPv6 alone.
 */
final class RefusedPort {

  private static final int PATIENCE_MILLIS = 500;

  private RefusedPort() {}

  /** Tries it; false if that can't be told. */
  static boolean isSeen(ContainerState state, int port) {
    Optional<InetSocketAddress> direct =
        DirectRoute.to(state).map(address -> new InetSocketAddress(address, port));
    return direct
        .or(() -> mapped(state, port))
        .filter(address -> !answers(address, direct.isPresent()))
        .isPresent();
  }

  /** Where a published port takes no connection at all, not even by a proxy; empty if it does. */
  static Optional<InetSocketAddress> silent(ContainerState state, int port) {
    return mapped(state, port).filter(address -> !answers(address, true));
  }

  private static Optional<InetSocketAddress> mapped(ContainerState state, int port) {
    return Optional.ofNullable(state.ports().get(Port.tcp(port)))
        .map(number -> new InetSocketAddress(state.host(), number));
  }

  /** A proxy of the engine's accepts what the container refuses, and ends it at once. */
  private static boolean answers(InetSocketAddress address, boolean isDirect) {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(address, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return isDirect || staysOpen(socket);
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean staysOpen(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException waits) {
      return true;
    }
  }
}
