package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Tag("docker")
class PostgresReactiveUrlTests {

  private static final String ORDERS =
      "r2dbc:mayfly:postgresql:15:///reactive?init=classpath:url.sql";
  private static final String SERVER = "select pg_postmaster_start_time()::text";

  private static String answer(String url, String sql) {
    return answer(ConnectionFactories.get(url), sql);
  }

  private static String answer(ConnectionFactory connections, String sql) {
    return Flux.usingWhen(
            connections.create(),
            connection ->
                Flux.from(connection.createStatement(sql).execute())
                    .flatMap(result -> result.map(row -> row.get(0, String.class))),
            io.r2dbc.spi.Connection::close)
        .blockFirst();
  }

  private static String answerOfJdbc(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  // tag::reactive[]
  @Test
  void a_reactive_url_starts_the_database_and_fills_it() {
    ConnectionFactory orders =
        ConnectionFactories.get("r2dbc:mayfly:postgresql:15:///reactive?init=classpath:url.sql");
    assertThat(answer(orders, "select item from url_orders")).isEqualTo("a book");
  }

  // end::reactive[]

  @Test
  void a_jdbc_url_that_asks_for_the_same_leads_to_the_same_database() throws SQLException {
    String jdbc = ORDERS.replace("r2dbc:", "jdbc:");
    assertThat(answer(ORDERS, SERVER)).isEqualTo(answerOfJdbc(jdbc, SERVER));
    String named = "r2dbc:mayfly:postgresql:15://ann:secret@localhost/named?isolated=true";
    String namedOfJdbc =
        "jdbc:mayfly:postgresql:15:///named?isolated=true&user=ann&password=secret";
    String database = "select current_database() || ' of ' || current_user";
    assertThat(answer(named, database))
        .isEqualTo(answerOfJdbc(namedOfJdbc, database))
        .startsWith("mayfly_")
        .endsWith(" of ann");
  }

  @Test
  void connections_that_are_asked_for_at_once_lead_to_one_database() {
    ConnectionFactory connections =
        ConnectionFactories.get("r2dbc:mayfly:postgresql:15:///at_once?isolated=true");
    List<String> databases =
        Flux.range(0, 8)
            .flatMap(
                number ->
                    Mono.fromCallable(() -> answer(connections, "select current_database()"))
                        .subscribeOn(Schedulers.boundedElastic()))
            .distinct()
            .collectList()
            .block();
    assertThat(databases).hasSize(1);
  }

  @Test
  void the_driver_gets_what_is_not_ours_and_what_it_is_called_is_known_before_a_start() {
    ConnectionFactory connections =
        ConnectionFactories.get(ORDERS + "&applicationName=reactive%20tests");
    assertThat(connections.getMetadata().getName()).isEqualTo("PostgreSQL");
    assertThat(answer(connections, "select current_setting('application_name')"))
        .isEqualTo("reactive tests");
  }

  @Test
  void a_script_that_fails_is_the_error_of_the_connection() {
    String broken = "r2dbc:mayfly:postgresql:15:///?isolated=true&init=broken.sql";
    assertThatThrownBy(() -> answer(broken, "select 1"))
        .isInstanceOf(R2dbcException.class)
        .hasMessageContaining("broken.sql")
        .hasMessageContaining("ERROR:");
  }
}
