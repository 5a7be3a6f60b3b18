package dev.mayfly.postgresql;

/** What fills a database that others are then copied from, such as a run of a migration tool. */
@FunctionalInterface
public interface DatabaseMigration {

  /**
   * Fills the database, and closes all connections to it.
   *
   * @param jdbcUrl with user and password, a superuser's
   * @throws Exception if it can't be filled; then each test that needs it fails with this
   */
  void migrate(String jdbcUrl) throws Exception;
}
