package dev.mayfly.engine;

/**
 * Something that happened to a container.
 *
 * @param containerId the engine's id
 * @param kind what happened
 */
public record EngineEvent(String containerId, Kind kind) {

  /** What can happen to a container. */
  public enum Kind {
    STARTED,
    DIED,
    OUT_OF_MEMORY,
    HEALTHY,
    UNHEALTHY,
    REMOVED
  }
}
