package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test that needs a database, in twelve lines. */
@Tag("docker")
// tag::quick-start[]
class QuickStartTests {

  @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

  @Test
  void the_database_answers() throws SQLException {
    try (var connection = db.dataSource().getConnection()) {
      assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(15);
    }
  }
}
// end::quick-start[]
