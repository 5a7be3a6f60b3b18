package dev.mayfly.mongodb;

/** A way to drop databases of one server. Thread-safe. */
interface DatabaseRemoval extends AutoCloseable {

  /**
   * Drops a database, if there is one of that name.
   *
   * @throws RuntimeException with what the server says, if it refuses
   */
  void drop(String name);

  @Override
  void close();
}
