package dev.mayfly.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A TCP port that leads to a unix socket; the end of each direction is passed on by itself. */
final class Relay implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Path socket;

  private Relay(ServerSocketChannel server, Path socket) {
    this.server = server;
    this.socket = socket;
  }

  static Relay start(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Relay relay = new Relay(server, socket);
    Threads.daemon("relay", relay::serve).start();
    return relay;
  }

  int port() {
    return server.socket().getLocalPort();
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = server.accept();
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
