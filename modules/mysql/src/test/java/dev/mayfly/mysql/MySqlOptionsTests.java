package dev.mayfly.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.jdbc.mysql.ServerReadiness;
import dev.mayfly.ready.ReadyWhen;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlOptionsTests {

  private static ContainerSpec spec(MySqlContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_with_known_names() {
    ContainerSpec spec = spec(MySqlContainer.of());
    assertThat(spec.image().describe()).isEqualTo("mysql:8.4");
    assertThat(spec.ports()).containsExactly(Port.tcp(3306));
    assertThat(spec.env())
        .isEqualTo(
            Map.of(
                "MYSQL_DATABASE", "test",
                "MYSQL_USER", "test",
                "MYSQL_PASSWORD", "test",
                "MYSQL_ROOT_PASSWORD", "test"));
  }

  @Test
  void names_reach_the_image_and_the_getters() {
    MySqlContainer container =
        MySqlContainer.of().database("orders").user("ann").password("a").rootPassword("r");
    assertThat(container.database()).isEqualTo("orders");
    assertThat(container.user()).isEqualTo("ann");
    assertThat(container.password()).isEqualTo("a");
    assertThat(container.rootPassword()).isEqualTo("r");
    assertThat(spec(container).env())
        .containsEntry("MYSQL_USER", "ann")
        .containsEntry("MYSQL_ROOT_PASSWORD", "r");
  }

  @Test
  void root_connects_with_roots_password_and_no_other_user_is_made() {
    MySqlContainer container = MySqlContainer.of().user("root").rootPassword("r");
    assertThat(container.user()).isEqualTo("root");
    assertThat(container.password()).isEqualTo("r");
    assertThat(spec(container).env()).containsEntry("MYSQL_USER", "");
  }

  @Test
  void names_given_as_variables_of_the_image_count_too() {
    assertThat(MySqlContainer.of().customize(spec -> spec.env("MYSQL_USER", "ann")).user())
        .isEqualTo("ann");
  }

  @Test
  void a_readiness_of_the_users_own_stays() {
    MySqlContainer container =
        MySqlContainer.of()
            .customize(spec -> spec.readyWhen(ReadyWhen.port(3306)))
            .urlParameter("a", "b");
    assertThat(spec(container).readiness()).isEqualTo(ReadyWhen.port(3306));
  }

  @Test
  void options_of_the_driver_reach_the_readiness() {
    assertThat(spec(MySqlContainer.of().urlParameter("a", "b")).readiness())
        .isEqualTo(new ServerReadiness(MySqlContainer.IMAGE, Map.of("a", "b")));
  }

  @Test
  void writes_are_quick_unless_asked_to_be_durable() {
    assertThat(spec(MySqlContainer.of()).command())
        .startsWith("mysqld")
        .endsWith(
            "--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0", "--innodb-doublewrite=OFF");
    assertThat(spec(MySqlContainer.of().durable()).command())
        .endsWith(
            "--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1", "--innodb-doublewrite=ON");
  }

  @Test
  void files_go_where_the_image_looks_for_them() {
    MySqlContainer container =
        MySqlContainer.of()
            .initScript("db/schema.sql")
            .configFile(FileSource.text("[mysqld]"))
            .initScript(FileSource.text("select 1"));
    assertThat(spec(container).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly(
            "/docker-entrypoint-initdb.d/000-schema.sql",
            "/etc/mysql/conf.d/zz-test.cnf",
            "/docker-entrypoint-initdb.d/001-script.sql");
  }

  @Test
  void an_option_returns_a_copy() {
    MySqlContainer container = MySqlContainer.of();
    assertThat(spec(container.database("orders"))).isNotEqualTo(spec(container));
    assertThat(spec(container)).isEqualTo(spec(MySqlContainer.of()));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(MySqlContainer.class, MySqlContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @Test
  void an_empty_password_is_refused() {
    assertThatThrownBy(() -> MySqlContainer.of().password(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("password is empty", "try: ");
    assertThatThrownBy(() -> MySqlContainer.of().rootPassword(""))
        .hasMessageContaining("rootPassword is empty");
  }

  @Test
  void what_the_images_set_up_would_take_for_the_end_is_refused() {
    assertThatThrownBy(() -> MySqlContainer.of().database("a`b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("database holds", "try: ");
    assertThatThrownBy(() -> MySqlContainer.of().user("a'b")).hasMessageContaining("user holds");
    assertThatThrownBy(() -> MySqlContainer.of().password("a'b"))
        .hasMessageContaining("password holds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MYSQL_PASSWORD_FILE", "MYSQL_ROOT_PASSWORD_FILE", "MYSQL_RANDOM_ROOT_PASSWORD"})
  void a_login_that_tests_can_not_know_is_refused(String variable) {
    assertThatThrownBy(() -> MySqlContainer.of().customize(spec -> spec.env(variable, "yes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(variable + " is set", "try: database(…), user(…)");
  }
}
