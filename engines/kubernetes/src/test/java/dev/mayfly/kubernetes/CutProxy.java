package dev.mayfly.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy in front of a server, which can cut what goes through it, as those do that restart. */
final class CutProxy implements AutoCloseable {

  private final ServerSocket server;
  private final String host;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private CutProxy(ServerSocket server, String host, int port) {
    this.server = server;
    this.host = host;
    this.port = port;
  }

  static CutProxy to(String host, int port) throws IOException {
    ServerSocket server = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
    CutProxy proxy = new CutProxy(server, host, port);
    begin(proxy::acceptAll);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Ends all connections; new ones go through. */
  void cut() {
    sockets.forEach(CutProxy::close);
    sockets.clear();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket there = new Socket(host, port);
        sockets.add(client);
        sockets.add(there);
        begin(() -> carry(client, there));
        begin(() -> carry(there, client));
      } catch (IOException e) {
        // closed, or nobody there
      }
    }
  }

  private static void begin(Runnable task) {
    Thread thread = new Thread(task, "cut-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] piece = new byte[16 * 1024];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        out.write(piece, 0, count);
      }
    } catch (IOException e) {
      // cut
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // closed already
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
