package dev.mayfly.bench.mayfly;

import dev.mayfly.bench.subject.CleanDatabase;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.junit.Isolated;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.postgresql.PostgresDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * Twenty classes of five tests, each of which needs a PostgreSQL without anything in it: a database
 * of its own in a server that all share.
 */
final class CleanDatabases {

  private CleanDatabases() {}

  static PostgresContainer server() {
    PostgresContainer server = PostgresContainer.of("postgres:15");
    return Boolean.getBoolean("bench.quick") ? server.inMemory().trust() : server;
  }

  /** The tests of one class. */
  interface FiveTests {
    @Container(scope = ContainerScope.SUITE)
    PostgresContainer SERVER = server();

    @Test
    default void first(@Isolated PostgresDatabase db) throws SQLException {
      CleanDatabase.storeAndForget(db.jdbcUrlWithLogin());
    }

    @Test
    default void second(@Isolated PostgresDatabase db) throws SQLException {
      CleanDatabase.storeAndForget(db.jdbcUrlWithLogin());
    }

    @Test
    default void third(@Isolated PostgresDatabase db) throws SQLException {
      CleanDatabase.storeAndForget(db.jdbcUrlWithLogin());
    }

    @Test
    default void fourth(@Isolated PostgresDatabase db) throws SQLException {
      CleanDatabase.storeAndForget(db.jdbcUrlWithLogin());
    }

    @Test
    default void fifth(@Isolated PostgresDatabase db) throws SQLException {
      CleanDatabase.storeAndForget(db.jdbcUrlWithLogin());
    }
  }

  static final class Class01 implements FiveTests {}

  static final class Class02 implements FiveTests {}

  static final class Class03 implements FiveTests {}

  static final class Class04 implements FiveTests {}

  static final class Class05 implements FiveTests {}

  static final class Class06 implements FiveTests {}

  static final class Class07 implements FiveTests {}

  static final class Class08 implements FiveTests {}

  static final class Class09 implements FiveTests {}

  static final class Class10 implements FiveTests {}

  static final class Class11 implements FiveTests {}

  static final class Class12 implements FiveTests {}

  static final class Class13 implements FiveTests {}

  static final class Class14 implements FiveTests {}

  static final class Class15 implements FiveTests {}

  static final class Class16 implements FiveTests {}

  static final class Class17 implements FiveTests {}

  static final class Class18 implements FiveTests {}

  static final class Class19 implements FiveTests {}

  static final class Class20 implements FiveTests {}
}
