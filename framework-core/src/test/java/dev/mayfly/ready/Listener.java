package dev.mayfly.ready;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real server of which a test says what it does with a connection. */
final class Listener implements AutoCloseable {

  /** What is done with each connection. */
  interface Behaviour {
    void take(Socket connection) throws IOException;
  }

  private final ServerSocket server;
  private final List<Closeable> kept = new CopyOnWriteArrayList<>();

  private Listener(InetAddress address, Behaviour behaviour) throws IOException {
    server = new ServerSocket(0, 10, address);
    Thread thread = new Thread(() -> accept(behaviour), "listener-" + server.getLocalPort());
    thread.setDaemon(true);
    thread.start();
  }

  /** A service that waits for its client to speak first. */
  static Listener silent() throws IOException {
    return on(InetAddress.getByName("127.0.0.1"), connection -> {});
  }

  /** As a port proxy does when nothing listens behind it. */
  static Listener hangingUp() throws IOException {
    return on(InetAddress.getByName("127.0.0.1"), Socket::close);
  }

  /** As a port proxy does, only that the client gets a reset. */
  static Listener resetting() throws IOException {
    return on(
        InetAddress.getByName("127.0.0.1"),
        connection -> {
          connection.setSoLinger(true, 0);
          connection.close();
        });
  }

  /** A service that speaks first, as a mail server or a database does, and then hangs up. */
  static Listener greeting() throws IOException {
    return on(
        InetAddress.getByName("127.0.0.1"),
        connection -> {
          connection
              .getOutputStream()
              .write("220 ready\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          connection.shutdownOutput();
        });
  }

  static Listener on(InetAddress address, Behaviour behaviour) throws IOException {
    return new Listener(address, behaviour);
  }

  /** A port at which nothing listens. */
  static int nobody() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  private void accept(Behaviour behaviour) {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        kept.add(connection);
        behaviour.take(connection);
      } catch (IOException e) {
        // closed by the test or the client
      }
    }
  }

  int port() {
    return server.getLocalPort();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** How many connections came. */
  int connections() {
    return kept.size();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Closeable connection : kept) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
