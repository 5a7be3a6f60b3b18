package dev.mayfly.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP port or a unix socket that leads to another unix socket; the end of each direction is
 * passed on by itself.
 */
final class Relay implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Path socket;
  private final AtomicInteger connections = new AtomicInteger();

  private Relay(ServerSocketChannel server, Path socket) {
    this.server = server;
    this.socket = socket;
  }

  static Relay start(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return start(server, socket);
  }

  /** A socket of its own, which is for the test to delete. */
  static Relay at(Path place, Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(place));
    return start(server, socket);
  }

  private static Relay start(ServerSocketChannel server, Path socket) {
    Relay relay = new Relay(server, socket);
    Threads.daemon("relay", relay::serve).start();
    return relay;
  }

  int port() {
    return server.socket().getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        connections.incrementAndGet();
        SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Threads.daemon("relay-to-engine", () -> copy(client, engine)).start();
        Threads.daemon("relay-to-client", () -> copy(engine, client)).start();
      }
    } catch (IOException closed) {
      // the test is over
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
}
