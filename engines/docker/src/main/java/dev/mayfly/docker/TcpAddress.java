package dev.mayfly.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A port of a machine, with or without TLS.
 *
 * @param host a name or address
 * @param port 1 to 65535
 * @param tls what TLS is spoken with, or null for plain HTTP
 */
record TcpAddress(String host, int port, @Nullable TlsFiles tls) implements EngineAddress {

  private static final int CONNECT_MILLIS = 10_000;

  @Override
  public Dialer dialer() {
    return tls == null
        ? () -> new SocketWire(connect())
        : new TlsDialer(this::connect, host, port, tls);
  }

  /** Opens a socket; it blocks, and closing it or interrupting its thread ends every wait on it. */
  SocketChannel connect() throws IOException {
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

  @Override
  public String httpHost() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public @Nullable Path socket() {
    return null;
  }

  @Override
  public String toString() {
    return "tcp://" + httpHost() + (tls == null ? "" : " by TLS");
  }
}
