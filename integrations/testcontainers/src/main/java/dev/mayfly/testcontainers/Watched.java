package dev.mayfly.testcontainers;

import dev.mayfly.MayflyException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A thread that is in a start of Testcontainers, as seen by its stack: nothing else tells when such
 * a start is over.
 */
final class Watched {

  private static final String CONTAINER = "org.testcontainers.containers.GenericContainer";
  private static final long PAUSE_MILLIS = 50;

  private final Thread thread;

  Watched(Thread thread) {
    this.thread = thread;
  }

  /** Returns when it has left the start, or begun another one. */
  void awaitEnd(BooleanSupplier isUnderWay) {
    try {
      while (isUnderWay.getAsBoolean() && !isOver()) {
        thread.join(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted while Testcontainers started a container.", e);
    }
  }

  /**
   * Whether it waits for a container that has ended with an exit code. One that is to end well, by
   * a startup check, ends with 0, and is left to Testcontainers.
   */
  boolean isWaitingInVain(int exitCode) {
    return exitCode != 0 && !isOver();
  }

  /** Whether it has left the start. */
  boolean isOver() {
    return !isIn(thread, "tryStart");
  }

  /** Whether a thread is where Testcontainers waits for a container to be ready. */
  static boolean isWaiting(Thread thread) {
    return isIn(thread, "waitUntilContainerStarted");
  }

  private static boolean isIn(Thread thread, String method) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals(CONTAINER) && frame.getMethodName().equals(method));
  }
}
