package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A team's own annotation says once what all its projects need. */
@Tag("docker")
class MetaAnnotationTests {

  // tag::annotation[]
  @Container(
      image = "postgres:15",
      files = "schema.sql:/docker-entrypoint-initdb.d/1.sql",
      timeout = "2m")
  @Target({ElementType.FIELD, ElementType.PARAMETER})
  @Retention(RetentionPolicy.RUNTIME)
  @interface OrdersDatabase {}

  @OrdersDatabase static PostgresContainer db;

  // end::annotation[]

  @Test
  void the_teams_database_has_the_teams_tables() throws SQLException {
    try (var connection = db.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from orders")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }
}
