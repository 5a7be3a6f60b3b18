package dev.mayfly.jdbc.filling;

/** Runs an SQL script in the database that is being filled, as the product's own client does. */
@FunctionalInterface
public interface ScriptClient {

  /**
   * Runs it to its end.
   *
   * @param name what messages call the script
   * @param sql its text, unpacked
   * @throws dev.mayfly.MayflyException if a statement fails, with the client's words
   */
  void run(String name, byte[] sql);
}
