package dev.mayfly.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class MySqlUrlTests {

  private static String answer(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void a_url_alone_starts_a_server_whose_isolated_databases_are_apart() throws SQLException {
    String url = "jdbc:mayfly:mysql:8.4:///%s?isolated=true";
    String one = answer(url.formatted("one"), "select database()");
    String other = answer(url.formatted("other"), "select database()");
    assertThat(one).startsWith("mayfly_").isNotEqualTo(other);
    assertThat(answer(url.formatted("one"), "select @@hostname"))
        .isEqualTo(answer(url.formatted("other"), "select @@hostname"));
  }
}
