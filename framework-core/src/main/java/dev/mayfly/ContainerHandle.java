package dev.mayfly;

import java.net.URI;

/**
 * What a test holds: the description of a service and, once it runs, its container.
 *
 * <p>The container is started when one of its methods first needs it, and at the latest before the
 * test that declares it. A module implements this interface by <em>having</em> a {@link
 * ContainerSlot}. It has a static factory {@code of()} without parameters if a field without a
 * value is to work, and one method a fact that tests ask for ({@code jdbcUrl()}, {@code uri()}).
 */
public interface ContainerHandle extends AutoCloseable {

  /** Where the handle keeps its container. */
  ContainerSlot slot();

  /**
   * The running container, started now if it is not yet.
   *
   * @throws MayflyException if the handle belongs to no test or session
   * @throws ContainerStartException if the start fails
   */
  default RunningContainer running() {
    return slot().running();
  }

  /**
   * Starts the container now, unless it runs. One that a test or a session has is started there; a
   * handle that nobody has gets a session of its own, which ends with {@link #stop} or {@link
   * #close}, and with the JVM at the latest. In a session of its own it finds no other containers;
   * {@code Containers} and {@code ContainerGroup} start several that do.
   *
   * @throws ContainerStartException if the start fails; nothing is left of a session of its own
   *     then
   */
  default void start() {
    slot().start(getClass().getSimpleName());
  }

  /**
   * Ends what {@link #start} began in a session of its own: the container is removed, and {@code
   * start} makes a fresh one. Does nothing if it was not started.
   *
   * @throws MayflyException if a test or a session has the container, which ends it; {@code
   *     running().stop(…)} ends its process alone
   */
  default void stop() {
    if (!slot().end() && isRunning()) {
      throw new MayflyException(
          "This container ("
              + slot().spec().image().describe()
              + ") is a test's or a session's, which ends it. To end its process alone, use"
              + " running().stop(…).");
    }
  }

  /** Whether the container was started and its process runs. Starts nothing. */
  default boolean isRunning() {
    return slot().isRunning();
  }

  /**
   * The same as {@link #stop}, but leaves alone what a test or a session has. Closing twice does
   * nothing.
   */
  @Override
  default void close() {
    slot().end();
  }

  /** The address at which mapped ports are reached from this JVM. */
  default String host() {
    return running().host();
  }

  /**
   * The port on {@link #host()} that leads to a TCP port of the container.
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  default int port(int containerPort) {
    return running().port(containerPort);
  }

  /** {@code host:port} for a mapped TCP port. */
  default String address(int containerPort) {
    return running().address(containerPort);
  }

  /** {@code http://host:port} for a mapped TCP port. */
  default URI url(int containerPort) {
    return running().url(containerPort);
  }

  /** The name under which other containers find this one on their common network. */
  default String networkAlias() {
    return running().networkAlias();
  }

  /** {@code alias:port} for containers on the same network: the port is the container's own. */
  default String networkAddress(int containerPort) {
    return running().networkAddress(containerPort);
  }

  /** {@code http://alias:port} for containers on the same network. */
  default URI networkUrl(int containerPort) {
    return running().networkUrl(containerPort);
  }

  /**
   * Lets the container reach one more TCP port of the machine that this JVM runs on.
   *
   * @return where: {@code host.mayfly.internal:} and the port
   * @throws MayflyException if its description does not have {@link ContainerSpec#exposeHostPort}
   */
  default String exposeHostPort(int port) {
    return running().exposeHostPort(port);
  }

  /** Runs a command in the container, to its end. */
  default ExecResult exec(String... command) {
    return running().exec(command);
  }

  /** All that the container has logged. */
  default String logs() {
    return running().logs();
  }

  /**
   * Disturbs the connections to the container.
   *
   * @throws MayflyException if its description has no {@linkplain ContainerSpec#stableAddress
   *     stable address}
   */
  default Faults faults() {
    return running().faults();
  }

  default void pause() {
    running().pause();
  }

  default void unpause() {
    running().unpause();
  }
}
