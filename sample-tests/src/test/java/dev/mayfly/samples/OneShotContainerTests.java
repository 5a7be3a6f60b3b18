package dev.mayfly.samples;

import static dev.mayfly.ready.ReadyWhen.exit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container that does one thing and ends, such as a migration, is ready when it has ended. */
@Tag("docker")
class OneShotContainerTests {

  // tag::one-shot[]
  @Container static PostgresContainer db;

  @Container(dependsOn = "db")
  static final GenericContainer migration =
      GenericContainer.of("postgres:15")
          .env("PGPASSWORD", "postgres")
          .command("psql", "-h", "db", "-U", "postgres", "-c", "create table customers (id int)")
          .readyWhen(exit(0));

  // end::one-shot[]

  @Test
  void the_migration_is_over_before_the_test() throws SQLException {
    try (var connection = db.dataSource().getConnection();
        var tables = connection.getMetaData().getTables(null, null, "customers", null)) {
      assertThat(tables.next()).isTrue();
    }
  }

  @Test
  void what_it_said_can_still_be_read() {
    assertThat(migration.running().isRunning()).isFalse();
    assertThat(migration.logs()).isEqualTo("CREATE TABLE\n");
  }
}
