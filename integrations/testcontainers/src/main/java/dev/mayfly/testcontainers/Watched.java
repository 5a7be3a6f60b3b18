package dev.mayfly.testcontainers;

import dev.mayfly.MayflyException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

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

  /**
   * Returns when it has left the start, or begun another one.
   *
   * @param meanwhile what is done at each look
   */
  void awaitEnd(BooleanSupplier isUnderWay, Runnable meanwhile) {
    try {
      while (isUnderWay.getAsBoolean() && !isOver()) {
        meanwhile.run();
        thread.join(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted while Testcontainers started a container.", e);
    }
  }

  /** Whether it has left the start. */
  boolean isOver() {
    return !isIn(
        thread, frame -> isCall(frame, "tryStart") && frame.getClassName().equals(CONTAINER));
  }

  /** Whether it is where Testcontainers waits for the container. */
  boolean isWaiting() {
    return isWaiting(thread);
  }

  /** Whether a thread is where Testcontainers, or a subclass, waits for a container to be ready. */
  static boolean isWaiting(Thread thread) {
    return isIn(thread, frame -> isCall(frame, "waitUntilContainerStarted"));
  }

  private static boolean isCall(StackTraceElement frame, String method) {
    return frame.getMethodName().equals(method);
  }

  private static boolean isIn(Thread thread, Predicate<StackTraceElement> call) {
    return Arrays.stream(thread.getStackTrace()).anyMatch(call);
  }
}
