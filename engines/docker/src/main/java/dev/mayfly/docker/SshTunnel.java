package dev.mayfly.docker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One login by ssh, over which an engine's socket and the ports of its containers are reached.
 *
 * <p>The user's own {@code ssh} does it, with its configuration, keys, agent and known hosts. It is
 * asked once; connections and ports are forwards of that login, which cost no further process on
 * the other side and count against no limit on sessions there. A login that was lost is made anew
 * for the next connection, with all that it carried. Thread-safe.
 */
final class SshTunnel implements Dialer, Tunnel {

  /** How long nobody tries again where a new login has failed. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final List<String> ssh;
  private final SshDestination destination;
  private final String remoteSocket;
  private final SshPorts ports;
  private volatile SshLogin login;
  private volatile boolean closed;
  private final ReentrantLock renewing = new ReentrantLock();
  private @Nullable IOException failure; // of the last renewal
  private long failedAt; // System.nanoTime

  private SshTunnel(List<String> ssh, SshDestination destination) throws IOException {
    this.ssh = ssh;
    this.destination = destination;
    this.login = SshLogin.start(ssh, destination, SocketFolder.create("ssh"));
    this.remoteSocket = begin(login);
    this.ports = new SshPorts(login);
  }

  /**
   * Logs in and forwards the engine's socket.
   *
   * @throws IOException if that fails; the message says why and what to do
   */
  static SshTunnel open(SshDestination destination) throws IOException {
    return open(List.of("ssh"), destination);
  }

  /**
   * Does it by another command than the user's.
   *
   * @param ssh the command and its first arguments
   */
  static SshTunnel open(List<String> ssh, SshDestination destination) throws IOException {
    return new SshTunnel(ssh, destination);
  }

  /** Returns the path of the engine's socket there. */
  private static String begin(SshLogin login) throws IOException {
    try {
      String remote = login.remoteSocket();
      login.control("forward", login.engineSocket() + ":" + remote);
      return remote;
    } catch (IOException e) {
      login.close();
      throw e;
    }
  }

  @Override
  public Wire dial() throws IOException {
    Path socket = current().engineSocket();
    return new SocketWire(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  private SshLogin current() throws IOException {
    SshLogin known = login;
    return known.hasEnded() && !closed ? renewed() : known;
  }

  private SshLogin renewed() throws IOException {
    try {
      renewing.lockInterruptibly();
    } catch (InterruptedException e) {
      throw SshLogin.interrupted(e);
    }
    try {
      return login.hasEnded() && !closed ? another() : login;
    } finally {
      renewing.unlock();
    }
  }

  private SshLogin another() throws IOException {
    IOException before = failure;
    if (before != null && System.nanoTime() - failedAt < PAUSE.toNanos()) {
      throw new IOException(before.getMessage(), before);
    }
    try {
      SshLogin another = SshLogin.start(ssh, destination, SocketFolder.create("ssh"));
      begin(another);
      ports.carryOver(another);
      login.close();
      login = another;
      failure = null;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      failure = new IOException(SshWords.ENDED + ", and another fails: " + e.getMessage(), e);
      failedAt = System.nanoTime();
      throw failure;
    }
    if (closed) {
      login.close();
    }
    return login;
  }

  /** The forward itself accepts; that there is nobody behind it, ssh says elsewhere. */
  @Override
  public IOException explain(IOException unexplained) {
    return login.explain(unexplained);
  }

  @Override
  public Optional<Tunnel> tunnel() {
    return Optional.of(this);
  }

  @Override
  public String remoteSocket() {
    return remoteSocket;
  }

  @Override
  public Map<Integer, Integer> reach(String container, Set<Integer> published) throws IOException {
    current();
    return ports.reach(container, published);
  }

  @Override
  public void release(String container) {
    ports.release(container);
  }

  @Override
  public void close() {
    closed = true;
    login.close();
  }
}
