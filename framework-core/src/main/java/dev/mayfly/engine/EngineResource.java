package dev.mayfly.engine;

import java.util.Map;

/**
 * Something that an engine keeps and that can be left behind.
 *
 * @param kind what it is
 * @param id by which it is removed
 * @param name for people
 * @param labels all its labels
 */
public record EngineResource(Kind kind, String id, String name, Map<String, String> labels) {
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
