package dev.mayfly.jdbc.filling;

import dev.mayfly.FileSource;
import dev.mayfly.jdbc.DatabaseMigration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the things that fill a database, in their order. */
sealed interface Step {

  /** An SQL script. */
  record Script(FileSource source) implements Step {

    /**
     * Checks that it is SQL.
     *
     * @throws IllegalArgumentException if it is not, or null
     */
    public Script {
      required(source, "script");
      if (source.describe().matches(".*\\.(sh|xz|zst)")) {
        throw new IllegalArgumentException(
            "Script " + source.describe() + " is not SQL, plain or packed with gzip.");
      }
    }
  }

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
  record Migration(String key, DatabaseMigration function) implements Step {

    /**
     * Checks that both are there.
     *
     * @throws IllegalArgumentException if not
     */
    public Migration {
      required(key, "migration's key");
      required(function, "migration");
    }
  }

  private static void required(@Nullable Object value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("A " + name + " is null.");
    }
  }
}
