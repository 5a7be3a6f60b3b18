package dev.mayfly.bench.mayfly;

import dev.mayfly.bench.subject.CleanDatabase;
import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.RepeatedTest;

/**
 * As many tests as {@link CleanDatabases} has, all in one database of one server: what is left of
 * those when a clean database costs nothing.
 */
final class OneDatabase {

  @Container static final PostgresContainer server = CleanDatabases.server();

  @RepeatedTest(100)
  void stores() throws SQLException {
    CleanDatabase.storeAndForget(server.jdbcUrlWithLogin());
  }
}
