package dev.mayfly.jdbc;

import javax.sql.DataSource;

/** What fills a database that others are then copied from, such as a run of a migration tool. */
@FunctionalInterface
public interface DatabaseMigration {

  /**
   * Fills the database, and closes all connections to it.
   *
   * @param database connections to it as the superuser, or as whom {@code getConnection(user,
   *     password)} names; good during this call
   * @throws Exception if it can't be filled; then each test that needs it fails with this
   */
  void migrate(DataSource database) throws Exception;
}
