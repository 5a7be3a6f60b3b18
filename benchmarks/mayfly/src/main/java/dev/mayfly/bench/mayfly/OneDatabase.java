package dev.mayfly.bench.mayfly;

import dev.mayfly.bench.subject.CleanDatabase;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.postgresql.PostgresContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * Twenty classes of five tests that all use the same database of the same server: what is left of
 * {@link CleanDatabases} when a clean database costs nothing.
 */
final class OneDatabase {

  private OneDatabase() {}

  /** The tests of one class. */
  interface FiveTests {
    @Container(scope = ContainerScope.SUITE)
    PostgresContainer SERVER = CleanDatabases.server();

    @Test
    default void first() throws SQLException {
      CleanDatabase.storeAndForget(SERVER.jdbcUrl());
    }

    @Test
    default void second() throws SQLException {
      CleanDatabase.storeAndForget(SERVER.jdbcUrl());
    }

    @Test
    default void third() throws SQLException {
      CleanDatabase.storeAndForget(SERVER.jdbcUrl());
    }

    @Test
    default void fourth() throws SQLException {
      CleanDatabase.storeAndForget(SERVER.jdbcUrl());
    }

    @Test
    default void fifth() throws SQLException {
      CleanDatabase.storeAndForget(SERVER.jdbcUrl());
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
