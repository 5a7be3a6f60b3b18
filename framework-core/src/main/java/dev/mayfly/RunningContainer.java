package dev.mayfly;

import dev.mayfly.ready.Readiness;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A container that was started and was ready; for a hook, one that is about to be.
 *
 * <p>All methods may be called by several threads. Those that ask the engine throw {@link
 * MayflyException} when it fails or the container is gone. A container that others than Mayfly have
 * ended and started again, {@code docker restart} or a restart policy, answers with its new ports;
 * one that has ended says with which exit code, and what it logged last.
 */
public interface RunningContainer extends AutoCloseable {

  /** The engine's id. */
  String id();

  /** The description it was started from. */
  ContainerSpec spec();

  /**
   * The containers that were started with it as one and end with it, as those of a Compose file,
   * itself among them; only itself for all others.
   */
  default List<RunningContainer> companions() {
    return List.of(this);
  }

  /** The engine's name of the container. */
  String name();

  /** The address at which mapped ports are reached from this JVM. */
  String host();

  /** The name under which other containers find this one on their common network. */
  String networkAlias();

  /** All names that it was started with on its networks; one that is shared may get more later. */
  default List<String> networkAliases() {
    return List.of(networkAlias());
  }

  /** Exposed ports and the ports on {@link #host()} that lead to them. */
  Map<Port, Integer> ports();

  /**
   * The port on {@link #host()} that leads to {@code containerPort} (TCP).
   *
   * @throws IllegalArgumentException if the container does not expose the port
   * @throws MayflyException if the container does not run and has no stable address
   */
  int port(int containerPort);

  /**
   * The port on {@link #host()} that leads to {@code containerPort}; of a stopped container only
   * one with a stable address has it.
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  int port(Port containerPort);

  /**
   * The engine's own address for a TCP port. It is {@link #host()} and {@link #port(int)}, unless
   * the container has a stable address: then it leads past that one and past its faults, and
   * changes with each start.
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  InetSocketAddress mappedAddress(int containerPort);

  /** {@code host:port} for a mapped TCP port. */
  default String address(int containerPort) {
    String host = host();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port(containerPort);
  }

  /** {@code http://host:port} for a mapped TCP port. */
  default URI url(int containerPort) {
    return URI.create("http://" + address(containerPort));
  }

  /**
   * {@code alias:port} for containers on the same network: the port is the container's own.
   * Containers on another engine are on no network with it, unless the engines form a swarm.
   */
  default String networkAddress(int containerPort) {
    return networkAlias() + ":" + containerPort;
  }

  /** {@code http://alias:port} for containers on the same network. */
  default URI networkUrl(int containerPort) {
    return URI.create("http://" + networkAddress(containerPort));
  }

  /**
   * Lets the container reach one more TCP port of the machine that this JVM runs on, until its
   * session ends.
   *
   * @return where: {@code host.mayfly.internal:} and the port
   * @throws IllegalArgumentException if it is no port
   * @throws MayflyException if its description does not have {@link ContainerSpec#exposeHostPort},
   *     or the connection to the engine that carries it was lost
   */
  String exposeHostPort(int port);

  /** The container's IP address in a network. */
  String ipAddress(NetworkSpec network);

  /**
   * Runs a command to its end. Of each stream at most 16 MiB are kept, the first and the last half;
   * {@link ExecSpec#stdoutTo} takes output of any length.
   */
  ExecResult exec(ExecSpec command);

  /** Runs a command to its end. */
  default ExecResult exec(String... command) {
    return exec(ExecSpec.of(command));
  }

  /**
   * Runs a command and hands on its output as it comes; lines arrive on a thread of Mayfly's. One
   * longer than 16 MiB comes in parts.
   */
  ExecResult exec(ExecSpec command, Consumer<LogLine> output);

  /**
   * All that the container has logged, as one text, which takes as much memory; {@link #followLogs}
   * takes little.
   */
  String logs();

  /**
   * The lines that the container has logged since a moment ({@link Instant#EPOCH} for all), which
   * take as much memory. Moments are by this machine's clock, to within a second, also where the
   * engine's is off.
   */
  List<LogLine> logLines(Instant since);

  /** Delivers all lines logged so far and those to come, on a thread of Mayfly's. */
  LogSubscription followLogs(Consumer<LogLine> consumer);

  /**
   * Copies files in, in the order given: a later file is never visible before an earlier one.
   *
   * @throws DeclarationException if a source can't be read, or something of another kind is at its
   *     path; nothing was copied then
   */
  void copyIn(CopiedFile... files);

  /**
   * The content of a file in the container, of 16 MiB at most; a link is followed. {@link #copyOut}
   * brings longer ones.
   *
   * @throws MayflyException if there is none, if it is something else than a file, or if it is
   *     longer
   */
  byte[] readFile(String containerPath);

  /**
   * Copies a file or directory out of the container, to be {@code destination}; a link is followed.
   * Links below it stay links, and permissions and times are kept; all of it belongs to the user of
   * this JVM. A directory that is there is added to.
   *
   * @throws MayflyException if it is not there, if something of another kind is at a file's place,
   *     or if it is a FIFO or device, which can't be made here
   */
  void copyOut(String containerPath, Path destination);

  /**
   * Disturbs the connections to the container.
   *
   * @throws MayflyException if its description has no {@linkplain ContainerSpec#stableAddress
   *     stable address}
   */
  Faults faults();

  void pause();

  void unpause();

  /**
   * Ends the process: its stop signal first, a kill after {@code grace}. It can be started again.
   */
  void stop(Duration grace);

  /**
   * Starts the process again after a stop and waits until it is ready. Mapped ports may change,
   * unless there is a {@linkplain ContainerSpec#stableAddress stable address}.
   */
  void start();

  /** {@link #stop} and {@link #start}. */
  void restart(Duration grace);

  /** Sends a signal, such as {@code SIGHUP}, to the process. */
  void kill(String signal);

  /**
   * Waits until something can be seen of the container, by any {@link dev.mayfly.ready.ReadyWhen}:
   * {@code await(log("shard 7 moved"), ofSeconds(20))}, {@code await(file("/data/done"), …)}. For
   * log lines all that it has logged so far count too; {@code log(…).times(2)} waits for one more.
   * The container's death ends the wait at once.
   *
   * @param limit multiplied by the setting {@code mayfly.timeout.factor}
   * @throws MayflyException if it is not seen within the limit, or can't be any more, with what was
   *     seen last and the end of the log
   */
  void await(Readiness condition, Duration limit);

  /** Whether the process runs now. */
  boolean isRunning();

  /** Makes an image of the container as it is, and returns the image's id. */
  String commit(ImageName name);

  void connect(Network network, String... aliases);

  void disconnect(Network network);

  ContainerStats stats();

  /** All that the engine says of the container, as JSON. */
  String inspect();

  /**
   * Does something before the container's end, while it still runs: whatever is connected to it and
   * lives longer than a test, such as a pool or an application's context, is closed in time.
   *
   * <p>The end is what its test, class, run or session brings, or {@link #close}; a {@link #stop}
   * is none. The last action is done first, each once, on a thread of Mayfly's and for as long as a
   * hook may take; what fails is logged. Where nobody else comes first none is done: when the JVM
   * is killed, or when the container is left until the JVM has ended.
   *
   * @throws MayflyException if it was ended already
   */
  void beforeEnd(Runnable action);

  /** Removes the container and its anonymous volumes. Closing twice does nothing. */
  @Override
  void close();
}
