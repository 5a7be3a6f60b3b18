package dev.mayfly.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactories;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@Tag("docker")
class MariaDbUrlTests {

  private static String answer(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void a_url_alone_starts_a_server_whose_isolated_databases_are_apart() throws SQLException {
    String url = "jdbc:mayfly:mariadb:11.8:///%s?isolated=true";
    String one = answer(url.formatted("one"), "select database()");
    String other = answer(url.formatted("other"), "select database()");
    assertThat(one).startsWith("mayfly_").isNotEqualTo(other);
    assertThat(answer(url.formatted("one"), "select @@hostname"))
        .isEqualTo(answer(url.formatted("other"), "select @@hostname"));
  }

  @Test
  void a_reactive_url_leads_to_the_database_of_a_jdbc_url_that_asks_for_the_same()
      throws SQLException {
    String url = "mayfly:mariadb:11.8:///reactive?isolated=true";
    String database =
        Flux.usingWhen(
                ConnectionFactories.get("r2dbc:" + url).create(),
                connection ->
                    Flux.from(connection.createStatement("select database()").execute())
                        .flatMap(result -> result.map(row -> row.get(0, String.class))),
                io.r2dbc.spi.Connection::close)
            .blockFirst();
    assertThat(database)
        .startsWith("mayfly_")
        .isEqualTo(answer("jdbc:" + url, "select database()"));
  }
}
