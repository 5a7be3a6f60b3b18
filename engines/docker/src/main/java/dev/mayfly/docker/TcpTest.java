package dev.mayfly.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Tells whether a TCP connection is taken. */
final class TcpTest {

  /** A host nearby answers in a few; firewalls that drop packets do not answer at all. */
  private static final int PATIENCE_MILLIS = 300;

  private TcpTest() {}

  static @Nullable String failure(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return "is not known";
    }
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(address, PATIENCE_MILLIS);
      return null;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
