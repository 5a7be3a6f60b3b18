package dev.mayfly.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ExecSpec;
import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.jdbc.login.JdbcDriver;
import dev.mayfly.jdbc.mysql.MySqlImage;
import dev.mayfly.jdbc.mysql.ServerReadiness;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class MySqlContainerTests {

  private static final String PASSWORD = "p@ss: w\u00f6rd/%?&=+#;{}()`~\u6f22";

  @Container private static MySqlContainer plain;

  @Container
  private static final MySqlContainer orders =
      MySqlContainer.of()
          .database("orders & more")
          .user("ann")
          .password(PASSWORD)
          .rootPassword("r@ot pw")
          .durable()
          .setting("max-connections", "50")
          .configFile(FileSource.text("[mysqld]\nlock_wait_timeout=77\n"))
          .initScript("schema.sql")
          .initScript(
              FileSource.text(
                  """
                  create user 'clerk'@'%' identified by 'c';
                  delimiter //
                  create procedure fill() begin
                    insert into orders values (1, 'a book');
                    insert into orders values (2, 'a lamp');
                  end //
                  delimiter ;
                  do sleep(1);
                  call fill();
                  """))
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

  private static final String WHO = "select concat(user(), ' in ', database())";

  @Test
  void the_data_source_is_all_that_a_client_needs() throws SQLException {
    SqlContainer any = plain;
    assertThat(ask(any.dataSource(), WHO)).startsWith("test@").endsWith(" in test");
    assertThat(ask(orders.dataSource(), WHO)).startsWith("ann@").endsWith(" in orders & more");
  }

  @Test
  void a_url_with_the_login_is_asked_for_by_name() throws SQLException {
    try (Connection connection = DriverManager.getConnection(plain.jdbcUrlWithLogin())) {
      assertThat(answer(connection, WHO)).startsWith("test@");
    }
    try (Connection connection = DriverManager.getConnection(orders.jdbcUrlWithLogin())) {
      assertThat(answer(connection, WHO)).startsWith("ann@");
    }
    assertThat(orders.networkJdbcUrlWithLogin()).startsWith(orders.networkJdbcUrl() + "?user=ann");
  }

  @Test
  void the_plain_url_connects_whom_the_test_names_and_nobody_else() throws SQLException {
    assertThatThrownBy(() -> plain.dataSource().getConnection("nobody", "wrong"))
        .hasMessageContaining("Access denied for user 'nobody'");
    try (Connection root =
        DriverManager.getConnection(orders.jdbcUrl(), "root", orders.rootPassword())) {
      assertThat(answer(root, "select user()")).startsWith("root@");
    }
  }

  @Test
  void no_url_and_no_text_has_the_login_unless_its_name_says_so() {
    assertThat(orders.jdbcUrl()).startsWith("jdbc:mysql://").endsWith("/orders%20%26%20more");
    assertThat(orders.networkJdbcUrl()).isEqualTo("jdbc:mysql://orders:3306/orders%20%26%20more");
    assertThat(orders.dataSource().toString()).isEqualTo("data source of ann in orders & more");
    assertThat(orders.slot().spec().toString()).doesNotContain(PASSWORD).doesNotContain("r@ot");
  }

  @Test
  void it_is_ready_after_its_last_script() throws SQLException {
    assertThat(ask(orders.dataSource(), "select group_concat(thing order by id) from orders"))
        .isEqualTo("a book,a lamp,a chair");
  }

  @Test
  void settings_are_in_force_and_the_last_one_wins() throws SQLException {
    assertThat(ask(orders.dataSource(), "select @@max_connections")).isEqualTo("50");
    assertThat(ask(orders.dataSource(), "select @@lock_wait_timeout")).isEqualTo("77");
    assertThat(ask(orders.dataSource(), "select @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
    assertThat(ask(plain.dataSource(), "select @@innodb_flush_log_at_trx_commit")).isEqualTo("0");
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    ExecSpec client =
        ExecSpec.of("mysql", "-h", "orders", "-u", "ann", "-N", "orders & more")
            .env("MYSQL_PWD", PASSWORD)
            .stdin("select count(*) from orders;");
    assertThat(plain.running().exec(client).orThrow().stdout().strip()).isEqualTo("3");
  }

  @Test
  void data_lies_in_memory_on_request() throws Exception {
    MySqlContainer quick = MySqlContainer.of().inMemory().user("root");
    try (Containers containers = Containers.open()) {
      RunningContainer container = containers.start(quick).running();
      assertThat(ask(quick.dataSource(), "select user()")).startsWith("root@");
      assertThat(container.exec("stat", "-f", "-c", "%T", "/var/lib/mysql").stdout().strip())
          .isEqualTo("tmpfs");
    }
  }

  private static final MySqlImage WITHOUT_DRIVER =
      new MySqlImage(
          new JdbcDriver("MySQL", "none", "g:a", "jdbc:none://{address}/{database}"), "MYSQL_", "");

  private static ContainerSpec withoutDriver(MySqlContainer container) {
    return container.slot().spec().readyWhen(new ServerReadiness(WITHOUT_DRIVER, Map.of()));
  }

  @Test
  void without_a_driver_the_images_own_client_asks() {
    MySqlContainer slow =
        MySqlContainer.of()
            .initScript(FileSource.text("do sleep(1); create table written (id int);"));
    try (Containers containers = Containers.open()) {
      RunningContainer container = containers.start(withoutDriver(slow));
      ExecSpec client =
          ExecSpec.of("mysql", "-u", "test", "-N", "test")
              .env("MYSQL_PWD", "test")
              .stdin("select count(*) from written;");
      assertThat(container.exec(client).orThrow().stdout().strip()).isEqualTo("0");
    }
  }

  private static void assertFailsAtOnce(ContainerSpec container, String... words) {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContainingAll(words);
    }
  }

  private static MySqlContainer after(String script) {
    return MySqlContainer.of().initScript(FileSource.text(script));
  }

  @Test
  void a_server_that_refuses_its_user_fails_the_start_at_once_with_its_words() {
    MySqlContainer refusing = after("alter user 'test'@'%' identified by 'another';");
    assertFailsAtOnce(refusing.slot().spec(), "Access denied for user 'test'", "1045");
    assertFailsAtOnce(withoutDriver(refusing), "ERROR 1045 (28000): Access denied");
  }

  @Test
  void a_database_that_is_gone_fails_the_start_at_once_with_the_servers_words() {
    assertFailsAtOnce(after("drop database test;").slot().spec(), "nknown database", "1049");
  }

  @Test
  void a_script_with_an_error_fails_the_start_with_the_clients_own_words() {
    assertFailsAtOnce(
        after("select 1;\ncreat table orders (id int);").slot().spec(),
        "ERROR 1064 (42000) at line 2",
        "creat table orders");
  }

  @Test
  void a_setting_that_is_none_fails_the_start_with_the_servers_words() {
    assertFailsAtOnce(
        MySqlContainer.of().setting("no-such-thing", "1").slot().spec(),
        "unknown variable",
        "no-such-thing=1");
  }

  @Test
  void an_image_of_another_product_is_told_by_its_own_words() {
    assertFailsAtOnce(MySqlContainer.of("postgres:15").slot().spec(), "mysqld: not found");
  }
}
