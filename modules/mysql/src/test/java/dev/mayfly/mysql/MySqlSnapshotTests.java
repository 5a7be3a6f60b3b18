package dev.mayfly.mysql;

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

class MySqlSnapshotTests {

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
    MySqlContainer server =
        MySqlContainer.of()
            .password("kept")
            .initScript(
                FileSource.text(
                    "create table orders (id int, thing varchar(20));\n"
                        + "insert into orders values (1, 'a book');\n"))
            .snapshot("of run " + UUID.randomUUID(), MySqlSnapshotTests::migrate);

    new SnapshotContract(server, "Initializing database files", List.of("crash recovery"), folder)
        .check();
  }

  @Test
  void its_data_is_on_no_volume() {
    assertThat(MySqlContainer.of().snapshot().slot().spec().command())
        .contains("--datadir=/mysql-data");
    assertThat(MySqlContainer.of().setting("datadir", "/mine").snapshot().slot().spec().command())
        .contains("--datadir=/mine")
        .doesNotContain("--datadir=/mysql-data");
  }

  @Test
  void data_in_memory_is_in_no_snapshot() {
    assertThatThrownBy(() -> MySqlContainer.of().inMemory().snapshot())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("snapshot() or inMemory()");
    assertThatThrownBy(() -> MySqlContainer.of().snapshot().inMemory())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
