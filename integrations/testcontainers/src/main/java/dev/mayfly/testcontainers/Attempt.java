package dev.mayfly.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ForeignStart;
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
  private final BooleanSupplier mayWake;
  private final Runnable farewell;
  private @Nullable String id;
  private volatile @Nullable Creation creation;
  private boolean inVain;
  private boolean interrupted;
  private boolean over;
  private volatile boolean gaveUp;

  /**
   * A start by the calling thread.
   *
   * @param isInVain whether there is nothing to wait for after an exit with a code
   * @param isOver whether the thread has done with it, though nobody said so
   * @param mayWake whether the thread is where an interrupt can't reach anything but the start
   * @param farewell to be done before the container's end
   */
  Attempt(
      Thread thread,
      ForeignStart<ContainerSpec> start,
      IntPredicate isInVain,
      BooleanSupplier isOver,
      BooleanSupplier mayWake,
      Runnable farewell) {
    this.thread = thread;
    this.start = start;
    this.isInVain = isInVain;
    this.isOver = isOver;
    this.mayWake = mayWake;
    this.farewell = farewell;
  }

  Thread thread() {
    return thread;
  }

  /** Takes a container's create request for the one that makes it the session's. */
  void prepare(CreateContainerCmd command) {
    creation = Creation.of(command, start);
  }

  /** A create request is carried out by the thread. */
  void creating(CreateContainerCmd command) {
    Creation mine = creation;
    if (mine != null && mine.isOf(command)) {
      mine.complete();
    }
  }

  /** The engine has given a container an id. */
  void created(CreateContainerCmd command, String engineId) {
    Creation mine = creation;
    if (mine == null || !mine.isOf(command)) {
      return;
    }
    synchronized (this) {
      id = engineId;
      gaveUp = false;
      inVain = false;
    }
    start.created(engineId, mine.spec());
    start.whenEnded(this::ended);
    start.beforeEnd(farewell);
  }

  private void ended(int exitCode) {
    synchronized (this) {
      inVain = isInVain.test(exitCode);
    }
    wake();
  }

  /** Ends the thread's waiting if that is in vain and an interrupt reaches nothing else. */
  synchronized void wake() {
    if (inVain && !over && !interrupted && mayWake.getAsBoolean()) {
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
