package dev.mayfly.docker;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The socket of a Podman that was started for this JVM, and ends after it.
 *
 * @param service that listens there
 */
record PodmanAddress(PodmanService service) implements EngineAddress {

  /** What people are told of it. */
  static final String WORDS =
      "nothing listened, so a service of Podman was started; each JVM starts its own";

  static final String ALTERNATIVE =
      "a lasting one starts faster: systemctl --user enable --now podman.socket";

  /** Closing it leaves the service, which other sessions of this JVM may use. */
  @Override
  public Dialer dialer() {
    return () -> new SocketWire(SocketChannel.open(UnixDomainSocketAddress.of(socket())));
  }

  @Override
  public String httpHost() {
    return "localhost";
  }

  @Override
  public Path socket() {
    return service.socket();
  }

  @Override
  public String host() {
    return "";
  }

  @Override
  public String toString() {
    return "unix://" + socket();
  }
}
