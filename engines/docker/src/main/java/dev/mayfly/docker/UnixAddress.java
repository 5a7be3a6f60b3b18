package dev.mayfly.docker;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A socket in this machine's file system.
 *
 * @param socket its path
 */
record UnixAddress(Path socket) implements EngineAddress {

  @Override
  public Dialer dialer() {
    return () -> new SocketWire(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  @Override
  public String httpHost() {
    return "localhost";
  }

  @Override
  public String host() {
    return "";
  }

  @Override
  public String toString() {
    return "unix://" + socket;
  }
}
