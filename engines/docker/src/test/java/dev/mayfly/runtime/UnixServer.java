package dev.mayfly.runtime;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A unix socket with something of the test behind it, also for containers that have it mounted. */
final class UnixServer implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Service service;
  private final AtomicInteger clients = new AtomicInteger();

  private UnixServer(Path socket, Service service) throws IOException {
    this.service = service;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    start("unix-server", this::accept);
  }

  /** An engine that has nothing, and answers all that a reaper asks of it. */
  static UnixServer emptyEngine(Path socket) throws IOException {
    return new UnixServer(socket, UnixServer::answer);
  }

  /** Another way to an engine. */
  static UnixServer relay(Path socket, Path to) throws IOException {
    return new UnixServer(socket, client -> relay(client, to));
  }

  /** How many have connected so far. */
  int clients() {
    return clients.get();
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        clients.incrementAndGet();
        start("unix-server-client", () -> serve(client));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      service.serve(client);
    } catch (IOException gone) {
      // one side has hung up
    }
  }

  private static void answer(SocketChannel client) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(8 * 1024);
    String head = "";
    while (!head.contains("\r\n\r\n") && client.read(request) >= 0) {
      head = new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
    }
    String body = head.startsWith("GET /_ping") ? "OK" : "[]";
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + body;
    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
  }

  private static void relay(SocketChannel client, Path to) throws IOException {
    try (SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(to))) {
      start("unix-server-requests", () -> copy(client, engine));
      copy(engine, client);
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        to.write(buffer);
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      // one side has hung up
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private interface Service {
    void serve(SocketChannel client) throws IOException;
  }
}
