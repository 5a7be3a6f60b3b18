package dev.mayfly.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import java.time.Duration;

/**
 * Has one container's HEALTHCHECK run at its interval where the engine has no timers for that. The
 * first run is at once. Thread-safe.
 */
final class HealthcheckTimer {

  /** <a href="https://docs.docker.com/reference/dockerfile/#healthcheck">The default.</a> */
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

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
    isEnginesTask = !engine.runHealthcheck(state.id());
    if (isEnginesTask) {
      return false;
    }
    dueNanos = System.nanoTime() + interval(state).toNanos();
    return true;
  }

  private static Duration interval(ContainerState state) {
    JsonNode healthcheck = JsonText.read(state.json()).path("Config").path("Healthcheck");
    long nanos = healthcheck.path("Interval").asLong();
    return nanos > 0 ? Duration.ofNanos(nanos) : USUAL_INTERVAL;
  }
}
