package dev.mayfly.postgresql;

import dev.mayfly.FileSource;

/** One of the things that fill a database, in their order. */
sealed interface Step {

  /** An SQL script. */
  record Script(FileSource source) implements Step {}

  /**
   * A user's function.
   *
   * @param key equal for functions that do the same
   */
  record Migration(String key, DatabaseMigration function) implements Step {}
}
