package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.runtime.Containers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Databases that the next run starts from where this one did. */
@Tag("docker")
class SnapshotTests {

  // tag::scripts[]
  @Container
  static final PostgresContainer orders =
      PostgresContainer.of("postgres:15").initScript("schema.sql").snapshot();

  // end::scripts[]

  // tag::migration[]
  @Container
  static final PostgresContainer stock =
      PostgresContainer.of("postgres:15")
          .snapshot(
              "schema 7",
              database -> {
                try (Connection connection = database.getConnection()) {
                  connection.createStatement().execute("create table parts (id int)");
                }
              });

  // end::migration[]

  private static ContainerSpec any() {
    // tag::any[]
    ContainerSpec filled =
        ContainerSpec.of("redis:7.0")
            .expose(6379)
            .command("redis-server", "--dir", "/tmp") // its usual folder is a volume
            .snapshot(
                SnapshotSpec.of().version("greeting 1"),
                occasion ->
                    occasion.container().exec("redis-cli", "set", "greeting", "hello").orThrow());
    // end::any[]
    return filled;
  }

  @Test
  void what_scripts_make_is_there() throws SQLException {
    assertThat(rowsOf(orders, "orders")).isZero();
  }

  @Test
  void what_migrations_make_is_there() throws SQLException {
    assertThat(rowsOf(stock, "parts")).isZero();
  }

  private static int rowsOf(PostgresContainer database, String table) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        ResultSet answer =
            connection.createStatement().executeQuery("select count(*) from " + table)) {
      answer.next();
      return answer.getInt(1);
    }
  }

  @Test
  void any_container_starts_with_what_an_earlier_one_was_given() {
    for (int run = 1; run <= 2; run++) {
      try (Containers containers = Containers.open()) {
        RunningContainer redis = containers.start(any());

        assertThat(redis.exec("redis-cli", "get", "greeting").stdout()).isEqualTo("hello\n");
        redis.exec("redis-cli", "set", "greeting", "of a test").orThrow();
      }
    }
  }
}
