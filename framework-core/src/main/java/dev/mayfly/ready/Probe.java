package dev.mayfly.ready;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLSocket;

/** The narrow view of a started container that a {@link Readiness} may ask. */
public interface Probe {

  /**
   * The address at which the engine's mapped ports are reached from this JVM: the engine's own,
   * also if the container has a stable address, so that no fault set there hides what the service
   * does.
   */
  String host();

  /**
   * The port on {@link #host()} that leads to {@code port} of the container.
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  int mappedPort(int port);

  /**
   * The same for a UDP port.
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  int mappedUdpPort(int port);

  /**
   * Connects to {@code port} of the container through its mapped port, for a readiness that speaks
   * a protocol of its own: within a second, and past the proxies that this JVM is told to use. An
   * answer may take a second too.
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  default Socket connect(int port) throws IOException {
    return connect(new InetSocketAddress(host(), mappedPort(port)));
  }

  /** The same to any address. */
  static Socket connect(InetSocketAddress server) throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.connect(server, 1_000);
      socket.setSoTimeout(1_000);
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * The same over TLS, after the handshake. Whose certificate it is is not looked at: a test's
   * server may have any, and only its readiness is asked.
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  default SSLSocket connectTls(int port) throws IOException {
    return connectTls(new InetSocketAddress(host(), mappedPort(port)));
  }

  /** The same to any address. */
  static SSLSocket connectTls(InetSocketAddress server) throws IOException {
    Socket plain = connect(server);
    try {
      return TrustEveryone.over(plain, server);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /**
   * Where clients in this JVM are sent for {@code port}: the container's stable address if it has
   * one, else {@link #host()} and {@link #mappedPort}. For a service that tells clients its
   * address.
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  default InetSocketAddress clientAddress(int port) {
    return InetSocketAddress.createUnresolved(host(), mappedPort(port));
  }

  /**
   * The container's own address for {@code port}, if it is proven that this JVM reaches the
   * container there, without a proxy in between; a refused connection there is proof that nothing
   * listens.
   */
  Optional<InetSocketAddress> directAddress(int port);

  /** The exposed TCP ports, as numbered inside the container. */
  Set<Integer> tcpPorts();

  /**
   * The complete lines that the container has logged since it was last started; of a long log the
   * last 10,000, with 4,000,000 characters together and 64,000 each. {@link #logMatches} misses
   * none.
   */
  List<String> logLines(LogStream stream);

  /**
   * Which of all complete lines that the container has logged since it was last started contain a
   * match; they are looked at as they come, so that none is missed, however many there are.
   *
   * @param regex searched for in each line, without the line's end
   */
  default LogMatches logMatches(String regex, LogStream stream) {
    List<String> found =
        logLines(stream).stream().filter(line -> Regex.finds(regex, line)).toList();
    return new LogMatches(found.size(), found.isEmpty() ? "" : found.get(0));
  }

  /**
   * The environment that the container's description gives it, such as the login that its service
   * asks for; not what its image sets. A readiness that reads it here needs no copy of its own.
   */
  Map<String, String> env();

  /** What the engine says of the image's HEALTHCHECK. */
  Health health();

  /**
   * How the last run of the HEALTHCHECK ended that {@link #health} has heard of; empty if there was
   * none.
   */
  default Optional<CommandOutcome> lastHealthcheck() {
    return Optional.empty();
  }

  /** The exit code, if the container has ended. */
  OptionalInt exitCode();

  /** Whether there is a file or directory; asked of the engine, without a shell in the image. */
  boolean fileExists(String path);

  /** Runs a command in the container and waits for its end. */
  CommandOutcome exec(List<String> command);

  /** The engine's word on a container's HEALTHCHECK. */
  enum Health {
    NONE,
    STARTING,
    HEALTHY,
    UNHEALTHY
  }

  /** Which of a container's output streams is meant. */
  enum LogStream {
    STDOUT,
    STDERR,
    BOTH
  }

  /**
   * The lines of a log that match.
   *
   * @param count how many there are
   * @param first the first of them, at most 10,000 characters of it; empty if there is none
   */
  record LogMatches(long count, String first) {}

  /**
   * How a command ended.
   *
   * @param exitCode the command's exit code
   * @param output what it wrote to both streams
   */
  record CommandOutcome(int exitCode, String output) {}
}
