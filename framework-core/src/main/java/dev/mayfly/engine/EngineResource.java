package dev.mayfly.engine;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that an engine keeps and that can be left behind.
 *
 * @param kind what it is
 * @param id by which it is removed
 * @param name for people
 * @param labels all its labels
 * @param created when it was made, by the engine's clock; null if the engine does not say
 */
public record EngineResource(
    Kind kind, String id, String name, Map<String, String> labels, @Nullable Instant created) {
  public EngineResource {
    labels = Map.copyOf(labels);
  }

  /** The kinds, in the order in which they can be removed. */
  public enum Kind {
    CONTAINER,
    NETWORK,
    VOLUME,
    IMAGE
  }
}
