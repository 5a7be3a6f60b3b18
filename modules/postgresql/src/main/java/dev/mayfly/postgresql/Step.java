package dev.mayfly.postgresql;

import dev.mayfly.FileSource;
import java.util.List;

/** One of the things that fill a database, in their order. */
sealed interface Step {

  /** An SQL script. */
  record Script(FileSource source) implements Step {}

  /**
   * A tool that runs the files of some folders.
   *
   * @param name what messages call it
   * @param artifact what has to be on the class path
   */
  record Tool(String name, String artifact, List<String> folders, DatabaseMigration run)
      implements Step {}

  /**
   * A user's function.
   *
   * @param key equal for functions that do the same
   */
  record Migration(String key, DatabaseMigration function) implements Step {}
}
