package dev.mayfly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any server with a driver: here PostgreSQL, as if there were no module for it. */
@Tag("docker")
class JdbcContainerTests {

  private static final String ODD = "p@ss: w\u00f6rd/%?&=+#;{}'\"`\\";

  // tag::any[]
  @Container
  private static final JdbcContainer server =
      JdbcContainer.of("postgres:15", "jdbc:postgresql://{address}/{database}", 5432)
          .user("ann")
          .password(ODD)
          .database("orders & more")
          .urlParameter("ApplicationName", "tests")
          .customize(
              spec ->
                  spec.env("POSTGRES_USER", "ann")
                      .env("POSTGRES_PASSWORD", ODD)
                      .env("POSTGRES_DB", "orders & more"));

  // end::any[]

  private static final JdbcContainer DEFAULTS =
      JdbcContainer.of("postgres:15", "jdbc:postgresql://{address}/{database}", 5432)
          .user("postgres")
          .password("postgres")
          .database("postgres")
          .customize(spec -> spec.env("POSTGRES_PASSWORD", "postgres"));

  private static String who(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return who(connection);
    }
  }

  private static String who(Connection connection) throws SQLException {
    String query =
        "select current_user || '@' || current_database() || ' by ' || application_name"
            + " from pg_stat_activity where pid = pg_backend_pid()";
    try (ResultSet answer = connection.createStatement().executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Test
  void code_that_does_not_care_which_server_it_is_connects() throws SQLException {
    SqlContainer any = server;
    assertThat(who(any.dataSource())).isEqualTo("ann@orders & more by tests");
    try (Connection connection = DriverManager.getConnection(any.jdbcUrlWithLogin())) {
      assertThat(who(connection)).isEqualTo("ann@orders & more by tests");
    }
    assertThat(any.networkJdbcUrl())
        .isEqualTo("jdbc:postgresql://server:5432/orders%20%26%20more?ApplicationName=tests");
    assertThat(any.networkJdbcUrlWithLogin()).startsWith(any.networkJdbcUrl() + "&user=ann&");
  }

  private static void assertFailsAtOnce(JdbcContainer container, String words) {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining(words);
    }
  }

  @Test
  void a_wrong_password_fails_the_start_at_once_with_the_servers_words() {
    assertFailsAtOnce(
        DEFAULTS.password("wrong"), "password authentication failed for user \"postgres\"");
  }

  @Test
  void a_database_that_is_not_there_fails_the_start_at_once_with_the_servers_words() {
    assertFailsAtOnce(DEFAULTS.database("none"), "database \"none\" does not exist");
  }

  @Test
  void a_driver_that_is_missing_fails_the_start_at_once_with_what_to_add() {
    JdbcContainer other =
        JdbcContainer.of("postgres:15", "jdbc:acme://{address}/x", 5432)
            .driverClassName("com.acme.Driver")
            .customize(spec -> spec.env("POSTGRES_PASSWORD", "postgres"));
    assertFailsAtOnce(other, "try: add the one that has com.acme.Driver to the dependencies");
  }

  @Test
  void a_query_that_is_never_answered_is_told_with_the_servers_words() {
    JdbcContainer waiting =
        DEFAULTS
            .testQuery("select * from orders")
            .customize(spec -> spec.startTimeout(Duration.ofSeconds(20)));
    assertFailsAtOnce(waiting, "relation \"orders\" does not exist");
  }
}
