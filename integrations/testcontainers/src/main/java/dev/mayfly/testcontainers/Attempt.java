package dev.mayfly.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ForeignStart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One start that Testcontainers is at, on one thread of its caller's. Until it is over, its
 * container is removed by its session alone, and an end of its process wakes the thread.
 * Thread-safe.
 */
final class Attempt {

  private final Thread thread;
  private final ForeignStart<ContainerSpec> start;
  private final IntPredicate isInVain;
  private final BooleanSupplier isOver;
  private final Runnable farewell;
  private @Nullable ContainerSpec spec;
  private @Nullable String id;
  private boolean interrupted;
  private boolean over;
  private volatile boolean gaveUp;

  /**
   * A start by the calling thread.
   *
   * @param isInVain whether there is nothing to wait for after an exit with a code
   * @param isOver whether the thread has done with it, though nobody said so
   * @param farewell to be done before the container's end
   */
  Attempt(
      Thread thread,
      ForeignStart<ContainerSpec> start,
      IntPredicate isInVain,
      BooleanSupplier isOver,
      Runnable farewell) {
    this.thread = thread;
    this.start = start;
    this.isInVain = isInVain;
    this.isOver = isOver;
    this.farewell = farewell;
  }

  Thread thread() {
    return thread;
  }

  /** Puts into a container's create request what makes it the session's. */
  void prepare(CreateContainerCmd command) {
    Map<String, String> labels = new HashMap<>();
    if (command.getLabels() != null) {
      labels.putAll(command.getLabels());
    }
    labels.putAll(start.labels());
    command.withLabels(labels);
    if (command.getName() == null) {
      command.withName(start.name());
    }
    if (choosesNoNetwork(command)) {
      start.network().ifPresent(network -> join(command, network));
    }
    synchronized (this) {
      spec = Described.by(command);
    }
  }

  private static boolean choosesNoNetwork(CreateContainerCmd command) {
    HostConfig host = command.getHostConfig();
    return host != null
        && (host.getNetworkMode() == null || host.getNetworkMode().equals("default"))
        && (host.getLinks() == null || host.getLinks().length == 0);
  }

  private void join(CreateContainerCmd command, String network) {
    HostConfig host = command.getHostConfig();
    if (host != null) {
      host.withNetworkMode(network);
      command.withAliases(List.copyOf(start.aliases()));
    }
  }

  /** The engine has given the container an id; telling of the same again does nothing. */
  void created(String engineId) {
    ContainerSpec known;
    synchronized (this) {
      known = spec;
      if (known == null || engineId.equals(id)) {
        return;
      }
      boolean first = id == null;
      id = engineId;
      if (!first) {
        gaveUp = false;
      }
    }
    start.created(engineId, known);
    start.whenEnded(this::ended);
    start.beforeEnd(farewell);
  }

  private synchronized void ended(int exitCode) {
    if (!over && !interrupted && isInVain.test(exitCode)) {
      interrupted = true;
      thread.interrupt();
    }
  }

  /** Whether a container is this one's, which its session removes. */
  synchronized boolean has(String containerId) {
    return !over && containerId.equals(id);
  }

  /** The host at which its ports are reached, once that is known. */
  Optional<String> host() {
    return start.host();
  }

  /** Whether it is over, though nobody said so. */
  boolean isOver() {
    return isOver.getAsBoolean();
  }

  /** Testcontainers wants to be rid of the container. */
  void giveUp() {
    gaveUp = true;
  }

  /** The calling thread, which was woken, has noticed that, and now looks at what has happened. */
  synchronized void calm() {
    if (interrupted && !Watched.isWaiting(thread)) {
      Thread.interrupted();
    }
  }

  boolean hasGivenUp() {
    return gaveUp;
  }

  /** It was started, or not; the thread is left alone from now on. */
  synchronized void end() {
    over = true;
    if (interrupted && Thread.currentThread() == thread) {
      Thread.interrupted();
    }
  }
}
