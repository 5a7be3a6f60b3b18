package dev.mayfly.runtime;

import dev.mayfly.engine.ImageState;
import org.jspecify.annotations.Nullable;

/**
 * An image that the engine has for a description.
 *
 * @param state what the engine says of it
 * @param alias its name; null for one that was built
 */
record FoundImage(ImageState state, @Nullable ImageAlias alias) {

  /** What the engine is told to create a container of it. */
  String reference() {
    return alias == null ? state.id() : alias.name().familiar();
  }

  /** By what it can be told from others of its name. */
  String identity() {
    return alias == null ? state.id() : state.identity(alias.name());
  }

  /** Of which name it took the place, in words; empty if of none. */
  String renaming() {
    return alias == null || !alias.isRenamed() ? "" : alias.name() + ", by " + alias.rule();
  }
}
