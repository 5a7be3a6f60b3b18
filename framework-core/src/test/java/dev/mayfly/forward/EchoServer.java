package dev.mayfly.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A server of this JVM that sends back what it gets. */
final class EchoServer implements AutoCloseable {

  private final String greeting;
  private final ServerSocket server;
  private final AtomicLong received = new AtomicLong();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final Thread accepting;

  /**
   * A server that listens.
   *
   * @param greeting what it sends first on each connection
   */
  EchoServer(String greeting) {
    this.greeting = greeting;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = inBackground(this::accept);
  }

  private static Thread inBackground(Runnable task) {
    Thread thread = new Thread(task, "echo");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many bytes it has got. */
  long received() {
    return received.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        clients.add(client);
        inBackground(() -> echo(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void echo(Socket client) {
    try (client) {
      client.getOutputStream().write(greeting.getBytes(UTF_8));
      byte[] piece = new byte[8_192];
      int length = client.getInputStream().read(piece);
      while (length >= 0) {
        received.addAndGet(length);
        client.getOutputStream().write(piece, 0, length);
        length = client.getInputStream().read(piece);
      }
    } catch (IOException e) {
      return; // the client has gone
    }
  }

  /**
   * Ends it as the end of a process does: nothing is accepted any more and what is open is closed.
   * While a thread waits for connections the system still accepts one after the closing, so it has
   * ended before this returns.
   */
  @Override
  public void close() {
    try {
      server.close();
      accepting.join();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a server ended", e);
    }
  }
}
