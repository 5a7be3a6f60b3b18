package dev.mayfly.docker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One login by ssh, over which an engine's socket and the ports of its containers are reached.
 *
 * <p>The user's own {@code ssh} does it, with its configuration, keys, agent and known hosts. It is
 * asked once; connections and ports are forwards of that login, which cost no further process on
 * the other side and count against no limit on sessions there. Thread-safe.
 */
final class SshTunnel implements Dialer, Tunnel {

  private final SshLogin login;
  private final Path folder;
  private final String remoteSocket;
  private final SshPorts ports;

  private SshTunnel(SshLogin login, Path folder, String remoteSocket) {
    this.login = login;
    this.folder = folder;
    this.remoteSocket = remoteSocket;
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
    Path folder = SshFolder.create();
    SshLogin login = SshLogin.start(ssh, destination, folder);
    try {
      SshTunnel tunnel = new SshTunnel(login, folder, login.remoteSocket());
      login.control("forward", tunnel.engineForward());
      return tunnel;
    } catch (IOException e) {
      login.close();
      throw e;
    }
  }

  private String engineForward() {
    return localSocket() + ":" + remoteSocket;
  }

  private Path localSocket() {
    return folder.resolve("engine.sock");
  }

  @Override
  public Wire dial() throws IOException {
    return new SocketWire(SocketChannel.open(UnixDomainSocketAddress.of(localSocket())));
  }

  /** The forward itself accepts; that there is nobody behind it, ssh says elsewhere. */
  @Override
  public IOException explain(IOException failure) {
    return login.explain(failure);
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
    return ports.reach(container, published);
  }

  @Override
  public void release(String container) {
    ports.release(container);
  }

  @Override
  public void close() {
    login.close();
  }
}
