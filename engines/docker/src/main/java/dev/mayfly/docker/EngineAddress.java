package dev.mayfly.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine listens: a socket of this machine, or a host and port.
 *
 * @param socket the path of a unix socket, or null if host and port count
 * @param host a name or address
 * @param port 1 to 65535, 0 with a unix socket
 */
record EngineAddress(@Nullable Path socket, String host, int port) {

  private static final int CONNECT_MILLIS = 10_000;

  static EngineAddress unix(Path socket) {
    return new EngineAddress(socket, "", 0);
  }

  static EngineAddress tcp(String host, int port) {
    return new EngineAddress(null, host, port);
  }

  /** Opens a socket; it blocks, and closing it or interrupting its thread ends every wait on it. */
  SocketChannel connect() throws IOException {
    if (socket != null) {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException("no address is known for host " + host);
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, CONNECT_MILLIS);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The value of the Host header. */
  String httpHost() {
    return socket != null ? "localhost" : bracketed() + ":" + port;
  }

  private String bracketed() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  @Override
  public String toString() {
    return socket != null ? "unix://" + socket : "tcp://" + bracketed() + ":" + port;
  }
}
