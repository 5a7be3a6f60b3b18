package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.FileSource;
import dev.mayfly.jdbc.SnapshotContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PostgresSnapshotTests {

  @TempDir Path folder;

  private static void migrate(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.createStatement().execute("create table migrated (id int)");
    }
  }

  @Test
  @Tag("docker")
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // four starts and an image
  void the_second_run_starts_with_what_scripts_and_migrations_made() throws SQLException {
    PostgresContainer server =
        PostgresContainer.of()
            .password("kept")
            .initScript(
                FileSource.text(
                    "create table orders (id int, thing varchar(20));\n"
                        + "insert into orders values (1, 'a book');\n"))
            .snapshot("of run " + UUID.randomUUID(), PostgresSnapshotTests::migrate);

    new SnapshotContract(
            server,
            "running bootstrap script",
            List.of("not properly shut down", "interrupted"),
            folder)
        .check();
  }

  @Test
  void its_data_is_on_no_volume() {
    assertThat(PostgresContainer.of().snapshot().slot().spec().env())
        .containsEntry("PGDATA", "/pgdata");
    assertThat(
            PostgresContainer.of()
                .customize(spec -> spec.env("PGDATA", "/mine"))
                .snapshot()
                .slot()
                .spec()
                .env())
        .containsEntry("PGDATA", "/mine");
  }

  @Test
  void data_in_memory_is_in_no_snapshot() {
    assertThatThrownBy(() -> PostgresContainer.of().inMemory().snapshot())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("snapshot() or inMemory()");
    assertThatThrownBy(() -> PostgresContainer.of().snapshot().inMemory())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
