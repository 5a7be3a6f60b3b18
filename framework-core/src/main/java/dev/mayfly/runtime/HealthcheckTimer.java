package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has one container's HEALTHCHECK run at its interval where the engine has no timers for that. The
 * first run is at once. Thread-safe.
 */
final class HealthcheckTimer {

  private final ContainerEngine engine;
  private final AtomicBoolean isRunning = new AtomicBoolean();
  private volatile boolean isEnginesTask;
  private volatile long dueNanos = System.nanoTime();

  HealthcheckTimer(ContainerEngine engine) {
    this.engine = engine;
  }

  /** Returns whether the HEALTHCHECK was run just now, and not by another thread. */
  boolean runIfDue(ContainerState state) {
    if (isEnginesTask || !isRunning.compareAndSet(false, true)) {
      return false;
    }
    try {
      return System.nanoTime() - dueNanos >= 0 && run(state);
    } finally {
      isRunning.set(false);
    }
  }

  private boolean run(ContainerState state) {
    Optional<Duration> interval = engine.runHealthcheck(state.id());
    isEnginesTask = interval.isEmpty();
    interval.ifPresent(pause -> dueNanos = System.nanoTime() + pause.toNanos());
    return !isEnginesTask;
  }
}
