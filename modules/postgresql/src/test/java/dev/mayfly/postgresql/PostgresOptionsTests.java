package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.jdbc.login.Login;
import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PostgresOptionsTests {

  private static ContainerSpec spec(PostgresContainer container) {
    return container.slot().spec();
  }

  @Test
  @SuppressWarnings("NullAway")
  void a_script_that_is_null_is_refused_where_it_is_given() {
    FileSource none = null;
    String noName = null;
    assertThatThrownBy(() -> PostgresContainer.of().initScript(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("initScript[0] is null.");
    assertThatThrownBy(() -> PostgresContainer.of().initScript(noName))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("initScript[0] is null.");
    assertThatThrownBy(() -> PostgresDatabase.of().scripts(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A script is null.");
    assertThatThrownBy(() -> PostgresDatabase.of().migrate("v1", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A migration is null.");
  }

  @Test
  void the_default_is_a_pinned_image_with_known_names() {
    ContainerSpec spec = spec(PostgresContainer.of());
    assertThat(spec.image().describe()).isEqualTo("postgres:15");
    assertThat(spec.ports()).containsExactly(Port.tcp(5432));
    assertThat(spec.env())
        .containsEntry("POSTGRES_DB", "postgres")
        .containsEntry("POSTGRES_USER", "postgres")
        .containsEntry("POSTGRES_PASSWORD", "postgres");
    assertThat(spec.readiness()).isEqualTo(new LoginReadiness());
  }

  @Test
  void names_reach_the_image_the_getters_and_the_readiness() {
    PostgresContainer container =
        PostgresContainer.of().database("orders").user("ann").password("secret");
    assertThat(container.database()).isEqualTo("orders");
    assertThat(container.user()).isEqualTo("ann");
    assertThat(container.password()).isEqualTo("secret");
    assertThat(Postgres.login(spec(container).env()))
        .isEqualTo(new Login("ann", "secret", "orders"));
  }

  @Test
  void names_given_as_variables_of_the_image_count_too() {
    PostgresContainer container =
        PostgresContainer.of().customize(spec -> spec.env("POSTGRES_USER", "ann"));
    assertThat(container.user()).isEqualTo("ann");
    assertThat(Postgres.login(spec(container).env()))
        .isEqualTo(new Login("ann", "postgres", "postgres"));
  }

  @Test
  void a_readiness_of_the_users_own_stays() {
    PostgresContainer container =
        PostgresContainer.of()
            .customize(spec -> spec.readyWhen(ReadyWhen.port(5432)))
            .database("orders");
    assertThat(spec(container).readiness()).isEqualTo(ReadyWhen.port(5432));
  }

  @Test
  void writes_are_quick_unless_asked_to_be_durable() {
    assertThat(spec(PostgresContainer.of()).command())
        .containsExactly(
            "postgres",
            "-c",
            "fsync=off",
            "-c",
            "synchronous_commit=off",
            "-c",
            "full_page_writes=off");
    assertThat(spec(PostgresContainer.of().durable()).command())
        .endsWith("-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on");
  }

  @Test
  void scripts_are_numbered_in_the_order_given() {
    PostgresContainer container =
        PostgresContainer.of()
            .initScript("db/schema.sql", "db/data.sql.gz")
            .customize(spec -> spec.copy(FileSource.text("elsewhere"), "/etc/motd"))
            .initScript(FileSource.path(Path.of("grants.sh")), FileSource.text("select 1"));
    assertThat(spec(container).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly(
            "/docker-entrypoint-initdb.d/000-schema.sql",
            "/docker-entrypoint-initdb.d/001-data.sql.gz",
            "/etc/motd",
            "/docker-entrypoint-initdb.d/002-grants.sh",
            "/docker-entrypoint-initdb.d/003-script.sql");
  }

  @Test
  void a_script_that_the_image_would_pass_over_is_refused() {
    assertThatThrownBy(() -> PostgresContainer.of().initScript("db/schema.txt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class path resource db/schema.txt")
        .hasMessageContaining(".sql.gz");
  }

  @Test
  void an_option_returns_a_copy() {
    PostgresContainer container = PostgresContainer.of();
    assertThat(spec(container.database("orders"))).isNotEqualTo(spec(container));
    assertThat(spec(container)).isEqualTo(spec(PostgresContainer.of()));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(PostgresContainer.class, PostgresContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @Test
  void an_empty_password_is_refused_unless_everybody_is_trusted() {
    assertThatThrownBy(() -> PostgresContainer.of().password(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("The password is empty", "try: ", "trust()");
    assertThat(PostgresContainer.of().trust().password("").password()).isEmpty();
  }

  @Test
  void a_login_in_a_file_is_refused_with_what_to_give_instead() {
    for (String variable : new String[] {"PASSWORD", "USER", "DB", "INITDB_ARGS"}) {
      String file = "POSTGRES_" + variable + "_FILE";
      assertThatThrownBy(
              () -> PostgresContainer.of().customize(spec -> spec.env(file, "/run/secrets/x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(file + " is set", "try: database(…), user(…) and password(…)");
    }
  }
}
