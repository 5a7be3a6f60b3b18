package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.FileSource;
import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database that has its tables and rows before the first test. */
@Tag("docker")
class InitScriptTests {

  // tag::scripts[]
  @Container
  static final PostgresContainer db =
      PostgresContainer.of()
          .database("orders")
          .user("clerk")
          .password("secret")
          .initScript("schema.sql")
          .initScript(FileSource.text("insert into orders (item) values ('a book')"));

  // end::scripts[]

  @Test
  void scripts_have_run_in_the_order_given() throws SQLException {
    try (var connection = db.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select item from orders")) {
      rows.next();
      assertThat(rows.getString("item")).isEqualTo("a book");
    }
  }

  @Test
  void the_user_is_the_one_that_was_asked_for() throws SQLException {
    try (var connection = db.dataSource().getConnection()) {
      assertThat(connection.getMetaData().getUserName()).isEqualTo("clerk");
      assertThat(connection.getCatalog()).isEqualTo("orders");
    }
  }
}
