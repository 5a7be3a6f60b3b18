package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.ExecSpec;
import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class PostgresContainerTests {

  private static final String WHO_AND_WHERE = "select current_user || '@' || current_database()";

  @Container private static PostgresContainer plain;

  @Container
  private static final PostgresContainer orders =
      PostgresContainer.of()
          .database("orders & more")
          .user("ann")
          .password("p@ss: wörd/%")
          .durable()
          .setting("max_connections", "50")
          .initScript("schema.sql", "data.sql.gz")
          .initScript(
              FileSource.text(
                  "create role clerk login password 'c'; grant select on orders to clerk;"))
          .initScript("more-orders.sh");

  private static String ask(DataSource database, String query) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return answer(connection, query);
    }
  }

  private static String answer(Connection connection, String query) throws SQLException {
    try (ResultSet answer = connection.createStatement().executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Test
  void the_data_source_is_all_that_a_client_needs() throws SQLException {
    assertThat(ask(plain.dataSource(), WHO_AND_WHERE)).isEqualTo("postgres@postgres");
    assertThat(ask(orders.dataSource(), WHO_AND_WHERE)).isEqualTo("ann@orders & more");
  }

  @Test
  void a_url_with_the_login_is_asked_for_by_name() throws SQLException {
    try (Connection connection = DriverManager.getConnection(orders.jdbcUrlWithLogin())) {
      assertThat(answer(connection, WHO_AND_WHERE)).isEqualTo("ann@orders & more");
    }
    assertThat(orders.networkJdbcUrlWithLogin())
        .startsWith(orders.networkJdbcUrl() + "?")
        .contains("user=ann");
  }

  @Test
  void the_plain_url_connects_whom_the_test_names_and_nobody_else() throws SQLException {
    assertThatThrownBy(() -> DriverManager.getConnection(plain.jdbcUrl(), "nobody", "wrong"))
        .hasMessageContaining("password authentication failed for user \"nobody\"");
    assertThatThrownBy(() -> plain.dataSource().getConnection("nobody", "wrong"))
        .hasMessageContaining("password authentication failed for user \"nobody\"");
    try (Connection clerk = DriverManager.getConnection(orders.jdbcUrl(), "clerk", "c")) {
      assertThat(answer(clerk, "select current_user")).isEqualTo("clerk");
    }
    try (Connection ann =
        DriverManager.getConnection(orders.jdbcUrl(), orders.user(), orders.password())) {
      assertThat(answer(ann, "select current_user")).isEqualTo("ann");
    }
  }

  @Test
  void no_url_and_no_text_has_the_login_unless_its_name_says_so() {
    assertThat(orders.jdbcUrl()).endsWith("/orders%20%26%20more");
    assertThat(orders.networkJdbcUrl())
        .isEqualTo("jdbc:postgresql://orders:5432/orders%20%26%20more");
    assertThat(orders.dataSource().toString()).isEqualTo("data source of ann in orders & more");
  }

  @Test
  void init_scripts_of_all_kinds_run_in_order() throws SQLException {
    assertThat(ask(orders.dataSource(), "select string_agg(thing, ', ' order by id) from orders"))
        .isEqualTo("a book, a lamp");
  }

  @Test
  void flags_are_in_force_and_the_last_one_wins() throws SQLException {
    assertThat(ask(orders.dataSource(), "show max_connections")).isEqualTo("50");
    assertThat(ask(orders.dataSource(), "show fsync")).isEqualTo("on");
    assertThat(ask(plain.dataSource(), "show fsync")).isEqualTo("off");
  }

  @Test
  void data_lies_in_memory_on_request_and_so_do_databases_of_tests() throws Exception {
    PostgresContainer quick =
        PostgresContainer.of().inMemory().initScript(FileSource.text("create table orders ()"));
    try (Containers containers = Containers.open()) {
      RunningContainer container = containers.start(quick).running();
      assertThat(ask(quick.dataSource(), "select to_regclass('orders')")).isEqualTo("orders");
      String folder = ask(quick.dataSource(), "show data_directory");
      assertThat(container.exec(ExecSpec.of("df", "--output=fstype", folder)).orThrow().stdout())
          .contains("tmpfs");
      try (SliceMaker<PostgresDatabase> maker = quick.slices(container, "0123456789ab")) {
        assertThat(maker.make(PostgresDatabase.of())).startsWith("mayfly_0123456789ab");
      }
    }
  }

  @Test
  void a_password_is_checked_unless_everybody_is_trusted() throws Exception {
    assertThatThrownBy(() -> plain.dataSource().getConnection("postgres", "not the password"))
        .hasMessageContaining("password");
    PostgresContainer open = PostgresContainer.of().trust();
    try (Containers containers = Containers.open()) {
      RunningContainer container = containers.start(open).running();
      try (Connection connection = open.dataSource().getConnection("postgres", "anything")) {
        assertThat(answer(connection, "select current_user")).isEqualTo("postgres");
      }
      try (SliceMaker<PostgresDatabase> maker = open.slices(container, "0123456789ab")) {
        assertThat(maker.make(PostgresDatabase.of())).startsWith("mayfly_0123456789ab");
      }
    }
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    assertThat(orders.networkJdbcUrl()).startsWith("jdbc:postgresql://orders:5432/");
    ExecSpec psql =
        ExecSpec.of("psql", "-h", "orders", "-U", "ann", "-d", "orders & more")
            .env("PGPASSWORD", orders.password())
            .stdin("select count(*) from orders;");
    assertThat(plain.running().exec(psql).orThrow().stdout()).contains("2");
  }

  @Test
  void a_server_that_refuses_its_user_fails_the_start_at_once() {
    PostgresContainer closed =
        PostgresContainer.of().customize(spec -> spec.env("POSTGRES_HOST_AUTH_METHOD", "reject"));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(closed))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("pg_hba.conf rejects connection")
          .hasMessageContaining("28000");
    }
  }

  @Test
  void a_script_with_an_error_fails_the_start_with_psqls_own_words() {
    PostgresContainer broken =
        PostgresContainer.of().initScript(FileSource.text("creat table orders (id int);"));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOfSatisfying(
              ContainerStartException.class, e -> assertThat(e.exitCode()).hasValue(3))
          .hasMessageContaining("script.sql:1: ERROR:  syntax error at or near \"creat\"");
    }
  }

  @Test
  void the_server_that_runs_the_scripts_and_is_then_started_again_is_not_the_one_that_is_ready()
      throws SQLException {
    PostgresContainer slow =
        PostgresContainer.of()
            .initScript(
                FileSource.text("create table written as select clock_timestamp() as at;"),
                FileSource.text("select pg_sleep(2);"));
    try (Containers containers = Containers.open()) {
      containers.start(slow);
      assertThat(
              ask(slow.dataSource(), "select pg_postmaster_start_time() > at + '2 s' from written"))
          .isEqualTo("t");
    }
  }
}
