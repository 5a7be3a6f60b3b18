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
   * @param input what the tool is told to run
   * @param folders where all files lie that it may read then
   */
  record Tool(
      String name, String artifact, String input, List<String> folders, DatabaseMigration run)
      implements Step {}

  /**
   * A user's function.
   *
   * @param key equal for functions that do the same
   */
  record Migration(String key, DatabaseMigration function) implements Step {}
}
