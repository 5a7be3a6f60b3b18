package dev.mayfly.bench.testcontainers;

import dev.mayfly.bench.subject.CleanDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Twenty classes of five tests, each of which needs a PostgreSQL without anything in it. */
final class CleanDatabases {

  private CleanDatabases() {}

  /** With the property {@code bench.quick} told what Mayfly's is: data in memory, no passwords. */
  static PostgreSQLContainer server() {
    PostgreSQLContainer server = new PostgreSQLContainer("postgres:15");
    return Boolean.getBoolean("bench.quick")
        ? server
            .withTmpFs(Map.of("/var/lib/postgresql/data", "rw"))
            .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
        : server;
  }

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

  @Testcontainers
  static final class Class01 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class02 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class03 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class04 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class05 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class06 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class07 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class08 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class09 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class10 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class11 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class12 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class13 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class14 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class15 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class16 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class17 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class18 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class19 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }

  @Testcontainers
  static final class Class20 implements FiveTests {
    @Container static final PostgreSQLContainer db = server();

    @Override
    public String url() {
      return db.getJdbcUrl() + "&user=" + db.getUsername() + "&password=" + db.getPassword();
    }
  }
}
