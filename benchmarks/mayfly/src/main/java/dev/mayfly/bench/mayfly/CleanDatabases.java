package dev.mayfly.bench.mayfly;

import dev.mayfly.bench.subject.CleanDatabase;
import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Twenty classes of five tests, each of which needs a PostgreSQL without anything in it. */
final class CleanDatabases {

  private CleanDatabases() {}

  /** The tests of one class; each leaves behind a database as it found it. */
  interface FiveTests {
    String url();

    @Test
    default void first() throws SQLException {
      CleanDatabase.storeAndForget(url());
    }

    @Test
    default void second() throws SQLException {
      CleanDatabase.storeAndForget(url());
    }

    @Test
    default void third() throws SQLException {
      CleanDatabase.storeAndForget(url());
    }

    @Test
    default void fourth() throws SQLException {
      CleanDatabase.storeAndForget(url());
    }

    @Test
    default void fifth() throws SQLException {
      CleanDatabase.storeAndForget(url());
    }
  }

  static final class Class01 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class02 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class03 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class04 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class05 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class06 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class07 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class08 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class09 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class10 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class11 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class12 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class13 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class14 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class15 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class16 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class17 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class18 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class19 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }

  static final class Class20 implements FiveTests {
    @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

    @Override
    public String url() {
      return db.jdbcUrl();
    }
  }
}
