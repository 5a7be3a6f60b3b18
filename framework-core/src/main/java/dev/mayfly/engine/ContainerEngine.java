package dev.mayfly.engine;

import dev.mayfly.ContainerStats;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.NetworkSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine that runs containers.
 *
 * <p>Each method is one thing asked of the engine, blocks until it is done, and may be called by
 * several threads at once. A refusal is an {@link EngineException} with the engine's status and
 * words; an engine that can't be reached is one with status 0. A thread that is interrupted while
 * it waits gets an {@link EngineException} and keeps its interrupt flag.
 *
 * <p>The moments of log lines and starts are by this machine's clock, those that are given and
 * those that are answered; the engine's may be minutes off, as in a virtual machine that slept.
 * {@link EngineInfo#time} and {@link EngineResource#created} are by the engine's, which machines
 * have in common.
 */
public interface ContainerEngine extends AutoCloseable {

  /**
   * What the setting {@code mayfly.engine} must be to lead to this engine from another JVM with the
   * same variables, such as {@code unix:///run/docker.sock}.
   */
  String address();

  /**
   * What is the same for all JVMs of this user and machine that have the images of this engine;
   * asks nobody.
   */
  default String identity() {
    return address();
  }

  /**
   * In words, at which host ports of its containers are reached from this JVM, why there, and what
   * was tried before; asks nobody.
   */
  String hostChoice();

  /**
   * Whether mapped ports lead to a container as long as it runs, and not only as long as this JVM
   * does; asks nobody.
   */
  default boolean hasLastingPorts() {
    return true;
  }

  /**
   * The address of the engine's machine at which ports of containers have to be opened, so that
   * this JVM reaches them and as few others as possible; empty for all.
   */
  String publishAddress();

  /** What it can do of what not every engine can; asks the engine once at most. */
  Set<Capability> capabilities();

  /**
   * What would give the engine something that it can't do, as sentences for people; empty if
   * nothing would.
   */
  default Optional<String> remedy(Capability missing) {
    return Optional.empty();
  }

  /**
   * The command of a shell by which people look into a container, or at what is left of one; empty
   * if the {@code docker} or {@code podman} command does that.
   */
  default Optional<String> lookCommand(ContainerState state) {
    return Optional.empty();
  }

  /**
   * The command of a shell that removes all containers with a label; empty if the {@code docker} or
   * {@code podman} command does that.
   */
  default Optional<String> removeCommand(String label, String value) {
    return Optional.empty();
  }

  /** What the engine says of itself; asked anew at each call. */
  EngineInfo info();

  /** The image, if the engine has it. */
  Optional<ImageState> findImage(ImageName name);

  /** The names of all images that the engine has, as it writes them; for messages. */
  default List<String> imageNames() {
    return List.of();
  }

  /**
   * Fetches the image from its registry; {@code progress} gets a line for each step, and lines that
   * count bytes while a step goes on: {@code LAYER: Downloading 10/200}.
   */
  void pullImage(ImageName name, @Nullable String platform, Consumer<String> progress);

  /**
   * Sends an image that the engine has to the registry that its name begins with, as whom the
   * user's logins say; {@code progress} gets lines as for a pull. An engine that has {@link
   * Capability#PUSH} does.
   *
   * @throws EngineException if the engine has no such image, or if the registry refuses
   */
  default void pushImage(ImageName name, Consumer<String> progress) {
    throw new EngineException(501, "This engine's adapter pushes no images.");
  }

  /**
   * The digest of what a registry has under a name, asked as whom the user's logins say; empty if
   * it has nothing. An engine that has {@link Capability#PUSH} asks.
   *
   * @throws EngineException if the registry does not tell, or tells nobody like the user
   */
  default Optional<String> digestInRegistry(ImageName name) {
    throw new EngineException(501, "This engine's adapter asks no registries.");
  }

  /**
   * The images that a build begins with or copies from, up to the stage that it stops at, as its
   * Dockerfile names them; what can't be told without building is left out.
   */
  default List<ParentImage> baseImages(ImageBuild build) {
    return List.of();
  }

  /**
   * Builds an image, names it, and returns it as the engine has it then.
   *
   * @param output gets the builder's lines
   */
  ImageState buildImage(BuildRequest request, Consumer<String> output);

  /**
   * What of a build's folder the engine is sent, by paths relative to the folder and sorted, with
   * the Dockerfile wherever that lies; nothing of what is in memory.
   *
   * @throws IOException if the folder, what is in it, or what says which files are left out can't
   *     be read
   */
  List<FileEntry> buildFiles(ImageBuild build) throws IOException;

  /** Creates a container and returns its id. Its networks and volumes must exist. */
  String createContainer(ContainerRequest request);

  /**
   * Whether a patch of the create request gives the container a HEALTHCHECK (true) or takes the
   * image's away (false); empty if it does neither.
   */
  Optional<Boolean> healthcheckOf(String patch);

  /**
   * Creates the container of a reaper, which is started and attached to as any other. Its image
   * comes with the adapter and is never pulled.
   *
   * @throws EngineException if there can be none on this engine
   */
  String createReaper(ReaperRequest request);

  /**
   * Creates the container of a relay, which is started and attached to as any other. Its image
   * comes with the adapter and is never pulled. An engine that has {@link Capability#HOST_PORTS}
   * has them.
   *
   * @throws EngineException if there can be none on this engine
   */
  default String createRelay(RelayRequest request) {
    throw new EngineException(
        501, // not implemented, as HTTP has it
        "This engine's adapter leads no container to ports of the tests' machine.");
  }

  /**
   * Starts a reaper as a process of this machine, in a session of its own, and opens its standard
   * streams; empty where this engine has none that could reach it from here.
   *
   * @throws EngineException if it can't be started
   */
  Optional<AttachedStreams> startLocalReaper(LocalReaperRequest request);

  /** Starts a created or stopped container. */
  void startContainer(String id);

  ContainerState inspectContainer(String id);

  /**
   * Runs the HEALTHCHECK of a running container once, if the engine has no timers of its own that
   * could, such as Podman without systemd. Returns its interval, after which it is due again; empty
   * if it did not run, since that is the engine's task. What came of it is in the state.
   */
  Optional<Duration> runHealthcheck(String id);

  /** Sends the stop signal, and a kill after {@code grace}. Does nothing if it does not run. */
  void stopContainer(String id, Duration grace);

  void killContainer(String id, String signal);

  void pauseContainer(String id);

  void unpauseContainer(String id);

  /**
   * What is at an absolute path of a container, whether it runs or not; nothing if the container is
   * gone. Links are followed, so that the state has another path if one was there.
   */
  PathState inspectPath(String id, String path);

  /**
   * Copies files in, whether the container runs or not, in the order given, in one transfer, with
   * the directories that are missing above them. A directory that is there gets the entry's mode
   * and owner, and keeps what is in it.
   *
   * @throws EngineException if an entry that is no directory is at a directory's path or the other
   *     way round, or where files can't be copied to, such as to what is mounted in memory
   */
  void copyIn(String id, List<FileEntry> files);

  /**
   * Copies a file or directory out, followed if {@code path} is a symbolic link. {@code visitor}
   * gets each entry, with its path relative to the parent of {@code path}, while the transfer is
   * under way; links within a directory as links, the target of a hard link relative likewise.
   */
  void copyOut(String id, String path, FileVisitor visitor);

  /**
   * Runs a command in a running container to its end.
   *
   * <p>Of each stream 16 MiB are kept, the first and the last half, with a word on what was left
   * out between them; a standard output that goes to a file goes there in whole.
   *
   * @param output gets each line as it comes; null if nobody wants to see it
   * @throws EngineException with status 408 if the command takes longer than its timeout
   */
  ExecResult exec(String id, ExecSpec command, @Nullable Consumer<LogLine> output);

  /**
   * Reads the lines logged since a moment until now, the last {@code tail} of them (0 for all);
   * {@code lines} gets one after the other on the calling thread, those of each stream in order.
   */
  void readLogs(String id, Instant since, int tail, Consumer<LogLine> lines);

  /** The same as a list, sorted by time; it needs as much memory as there is log. */
  default List<LogLine> logs(String id, Instant since, int tail) {
    List<LogLine> lines = new ArrayList<>();
    readLogs(id, since, tail, lines::add);
    lines.sort(Comparator.comparing(LogLine::time));
    return lines;
  }

  /**
   * Delivers lines logged since a moment and those to come, in order, on one thread; {@code atEnd}
   * runs once after the last, also when the subscription is closed.
   */
  LogSubscription followLogs(String id, Instant since, Consumer<LogLine> lines, Runnable atEnd);

  /**
   * Makes an image of a container as it is and returns the image's id. The image has the
   * container's labels too, unless it is given others of the same keys.
   */
  String commit(String id, ImageName name, Map<String, String> labels);

  ContainerStats stats(String id);

  /**
   * Opens the standard streams of a container that was created with an open standard input. The
   * engine closes that input when this JVM ends, however it ends.
   */
  AttachedStreams attach(String id);

  /**
   * Delivers what happens to containers with a label, on one thread, from the moment that this
   * method returns. {@code lost} runs once if the stream breaks; not after a close.
   */
  LogSubscription events(String label, String value, Consumer<EngineEvent> events, Runnable lost);

  /** Creates a network and returns its id. */
  String createNetwork(String name, NetworkSpec spec, Map<String, String> labels);

  /**
   * What an examination by people may want to know beside what all engines tell: its disk, the ways
   * to its ports, what it can reach. It changes nothing, and takes as long as it takes.
   */
  default List<Finding> examine() {
    return List.of();
  }

  /** The id of a network, if the engine has one with that name or id. */
  Optional<String> findNetwork(String nameOrId);

  /** Whether {@link #connect} works for a running container of the engine's default network. */
  boolean connectsRunning();

  void connect(String networkId, String containerId, List<String> aliases);

  void disconnect(String networkId, String containerId);

  /** Creates a volume unless there is one with that name, and returns its id. */
  String createVolume(String name, Map<String, String> labels);

  /** Everything of one kind that carries a label; any value if {@code value} is null. */
  List<EngineResource> list(EngineResource.Kind kind, String label, @Nullable String value);

  /**
   * Removes something, running or not, a container with its anonymous volumes. Does nothing if it
   * is gone, and waits if it is being removed already.
   */
  void remove(EngineResource.Kind kind, String id);

  /** Closes all connections and ends all threads. Closing twice does nothing. */
  @Override
  void close();
}
