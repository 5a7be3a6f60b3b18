package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import java.time.Duration;
import java.util.Optional;

/**
 * Has one container's HEALTHCHECK run at its interval where the engine has no timers for that. The
 * first run is at once. Thread-safe.
 */
final class HealthcheckTimer {

  private final ContainerEngine engine;
  private boolean isEnginesTask;
  private long dueNanos = System.nanoTime();

  HealthcheckTimer(ContainerEngine engine) {
    this.engine = engine;
  }

  /** Returns whether the HEALTHCHECK was run just now. */
  synchronized boolean runIfDue(ContainerState state) {
    if (isEnginesTask || System.nanoTime() - dueNanos < 0) {
      return false;
    }
    Optional<Duration> interval = engine.runHealthcheck(state.id());
    isEnginesTask = interval.isEmpty();
    interval.ifPresent(pause -> dueNanos = System.nanoTime() + pause.toNanos());
    return !isEnginesTask;
  }
}
