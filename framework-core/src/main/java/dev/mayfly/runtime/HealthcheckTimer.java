package dev.mayfly.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import java.time.Duration;

/**
 * Has one container's HEALTHCHECK run at its interval where the engine has no timers for that. The
 * first run is at once. Thread-safe.
 */
final class HealthcheckTimer {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** <a href="https://docs.docker.com/reference/dockerfile/#healthcheck">The default.</a> */
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

  private final ContainerEngine engine;
  private boolean isEnginesTask;
  private boolean ran;
  private long lastNanos;

  HealthcheckTimer(ContainerEngine engine) {
    this.engine = engine;
  }

  /** Returns whether the HEALTHCHECK was run just now. */
  synchronized boolean runIfDue(ContainerState state) {
    if (isEnginesTask || (ran && System.nanoTime() - lastNanos < interval(state).toNanos())) {
      return false;
    }
    ran = engine.runHealthcheck(state.id());
    isEnginesTask = !ran;
    lastNanos = System.nanoTime();
    return ran;
  }

  private static Duration interval(ContainerState state) {
    try {
      long nanos =
          JSON.readTree(state.json()).path("Config").path("Healthcheck").path("Interval").asLong();
      return nanos > 0 ? Duration.ofNanos(nanos) : USUAL_INTERVAL;
    } catch (JsonProcessingException e) {
      return USUAL_INTERVAL;
    }
  }
}
