package dev.mayfly.docker;

import dev.mayfly.engine.EngineException;
import java.time.Duration;

/** Waits between two questions to the engine, longer each time, until its time is over. */
final class Patience {

  private static final long FIRST_MILLIS = 5;
  private static final long LONGEST_MILLIS = 200;

  private final long endNanos;
  private long nextMillis = FIRST_MILLIS;

  private Patience(long endNanos) {
    this.endNanos = endNanos;
  }

  static Patience of(Duration limit) {
    return new Patience(System.nanoTime() + limit.toNanos());
  }

  /**
   * Waits a little.
   *
   * @return false if there is no time left
   * @throws EngineException if the thread is interrupted, which keeps its flag
   */
  boolean lasts(String what) {
    long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
    if (leftMillis <= 0) {
      return false;
    }
    try {
      Thread.sleep(Math.min(nextMillis, leftMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(0, what + ": interrupted while waiting for the engine.", e);
    }
    nextMillis = Math.min(2 * nextMillis, LONGEST_MILLIS);
    return true;
  }
}
