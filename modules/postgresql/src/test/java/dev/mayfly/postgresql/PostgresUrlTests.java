package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mayfly.jdbc.url.MayflyDriver;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class PostgresUrlTests {

  private static final String ORDERS = "jdbc:mayfly:postgresql:15:///orders?init=classpath:url.sql";
  private static final String OWN = "jdbc:mayfly:postgresql:15:///%s?isolated=true&init=url.sql";

  private static String answer(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return answer(connection, sql);
    }
  }

  private static String answer(Connection connection, String sql) throws SQLException {
    try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void run(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute(sql);
    }
  }

  @Test
  void a_url_alone_starts_the_database_and_fills_it() throws SQLException {
    assertThat(answer(ORDERS, "select current_database()")).isEqualTo("orders");
    assertThat(answer(ORDERS, "select item from url_orders")).isEqualTo("a book");
  }

  @Test
  void connections_of_one_url_lead_to_one_database() throws SQLException {
    run(ORDERS, "create table shared (id int)");
    String turned = "jdbc:mayfly:postgresql:15://localhost/orders?init=classpath:url.sql";
    assertThat(answer(turned, "select count(*) from shared")).isEqualTo("0");
  }

  // tag::pool[]
  @Test
  void a_pool_needs_the_url_and_nothing_else() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:mayfly:postgresql:15:///orders?init=classpath:url.sql");
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection one = pool.getConnection();
        Connection other = pool.getConnection()) {
      assertThat(answer(one, "select item from url_orders")).isEqualTo("a book");
      assertThat(answer(other, "select current_user")).isEqualTo("postgres");
    }
  }

  // end::pool[]

  @Test
  void a_pool_that_makes_a_driver_of_its_own_gets_the_same_database() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDriverClassName(MayflyDriver.class.getName());
    config.setJdbcUrl(ORDERS);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection()) {
      String server = "select pg_postmaster_start_time()::text";
      assertThat(answer(connection, server)).isEqualTo(answer(ORDERS, server));
    }
  }

  @Test
  void isolated_databases_lie_in_one_server_and_see_nothing_of_each_other() throws SQLException {
    String one = OWN.formatted("one");
    String other = OWN.formatted("other");
    run(one, "delete from url_orders");
    assertThat(answer(one, "select count(*) from url_orders")).isEqualTo("0");
    assertThat(answer(other, "select count(*) from url_orders")).isEqualTo("1");
    String server = "select pg_postmaster_start_time()::text";
    assertThat(answer(one, server)).isEqualTo(answer(other, server));
  }

  @Test
  void a_user_beside_the_url_is_whom_the_server_asks() throws SQLException {
    run(ORDERS, "create role clerk login password 'c'");
    try (Connection connection = DriverManager.getConnection(ORDERS, "clerk", "c")) {
      assertThat(answer(connection, "select current_user")).isEqualTo("clerk");
    }
    assertThatThrownBy(() -> DriverManager.getConnection(ORDERS, "sa", "x"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("\"sa\"")
        .hasMessageContaining(
            "try: no user and password beside the URL, for the server's own user, postgres");
  }

  @Test
  void a_script_that_fails_is_told_as_that_of_a_field_is() {
    String broken = "jdbc:mayfly:postgresql:15:///?isolated=true&init=broken.sql";
    assertThatThrownBy(() -> DriverManager.getConnection(broken))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("broken.sql")
        .hasMessageContaining("ERROR:");
  }

  @Test
  void what_failed_is_told_again_and_not_tried_again() {
    String broken = "jdbc:mayfly:postgresql:15:///again?isolated=true&init=broken.sql";
    Throwable first = catchThrowable(() -> DriverManager.getConnection(broken));
    Throwable second = catchThrowable(() -> DriverManager.getConnection(broken));
    assertThat(second).hasMessage(first.getMessage());
    assertThat(second.getCause()).isSameAs(first.getCause());
  }

  @Test
  void a_script_that_is_not_there_is_named() {
    String missing = "jdbc:mayfly:postgresql:15:///?init=no-such.sql";
    assertThatThrownBy(() -> DriverManager.getConnection(missing))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no-such.sql");
  }
}
