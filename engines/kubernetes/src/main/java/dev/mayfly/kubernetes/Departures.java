package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import java.time.Duration;

/**
 * Whether pods of this JVM go or have just gone, whose room a quota has not given back yet: it
 * counts them for a moment longer. Thread-safe.
 */
final class Departures {

  private static final Duration MOMENT = Duration.ofSeconds(10);

  private volatile long counted = System.nanoTime();

  /** One goes, or has gone. */
  void one() {
    counted = System.nanoTime() + MOMENT.toNanos();
  }

  /** Whether what a refusal wants may be there soon. */
  boolean mayMakeRoomFor(EngineException refusal) {
    return ApiErrors.isExceededQuota(refusal) && System.nanoTime() - counted < 0;
  }
}
