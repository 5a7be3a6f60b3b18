package dev.mayfly.ready;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port whose system answers no more attempts to connect, as a firewall that drops them: nobody
 * takes the connections that wait there.
 */
final class FullListener implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 200;

  private final ServerSocket server;
  private final List<Socket> waiting = new ArrayList<>();

  private FullListener() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  static FullListener open() throws IOException {
    FullListener listener = new FullListener();
    while (listener.takesOneMore()) {
      // until it is full
    }
    return listener;
  }

  private boolean takesOneMore() throws IOException {
    Socket client = new Socket();
    waiting.add(client);
    try {
      client.connect(new InetSocketAddress(server.getInetAddress(), port()), PATIENCE_MILLIS);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket client : waiting) {
      client.close();
    }
    server.close();
  }
}
