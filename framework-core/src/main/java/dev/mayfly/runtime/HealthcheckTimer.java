package dev.mayfly.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  private boolean ran;
  private long nextNanos;

  HealthcheckTimer(ContainerEngine engine) {
    this.engine = engine;
  }

  /** Returns whether the HEALTHCHECK was run just now. */
  synchronized boolean runIfDue(ContainerState state) {
    if (isEnginesTask || (ran && System.nanoTime() - nextNanos < 0)) {
      return false;
    }
    ran = engine.runHealthcheck(state.id());
    isEnginesTask = !ran;
    if (ran) {
      nextNanos = System.nanoTime() + interval(state).toNanos();
    }
    return ran;
  }

  /** With a mapper made here, not before: that loads hundreds of classes, which few need. */
  private static Duration interval(ContainerState state) {
    try {
      JsonNode config = new ObjectMapper().readTree(state.json()).path("Config");
      long nanos = config.path("Healthcheck").path("Interval").asLong();
      return nanos > 0 ? Duration.ofNanos(nanos) : USUAL_INTERVAL;
    } catch (JsonProcessingException e) {
      return USUAL_INTERVAL;
    }
  }
}
