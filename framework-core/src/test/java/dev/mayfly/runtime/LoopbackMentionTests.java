package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.GenericContainer;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.InMemoryEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to a container that looks for another in itself. */
class LoopbackMentionTests {

  private static final ContainerSpec APP = ContainerSpec.of("app:1");

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);
  private final RunningContainer db = database();

  private RunningContainer database() {
    engine.image("postgres:15").listens(5432);
    engine.image("app:1").logsError("app").exits(1);
    return containers
        .start("db", GenericContainer.of("postgres:15").customize(spec -> spec.expose(5432)))
        .running();
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private String failure(ContainerSpec spec) {
    ContainerStartException failure =
        catchThrowableOfType(ContainerStartException.class, () -> containers.start(spec));
    return failure.getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql://127.0.0.1:%d/x", "localhost:%d", "redis://[::1]:%d/0"})
  void the_address_that_the_test_has_is_refused_before_anything_is_made(String form) {
    String value = form.formatted(db.port(5432));
    assertThat(failure(APP.env("DB_URL", value)))
        .contains("env DB_URL has ", "by which the test reaches ", "try: db:5432")
        .doesNotContain("exit code");
    assertThat(failure(APP.command("serve", "--db", value))).contains("command has ");
  }

  @Test
  void the_address_of_a_page_may_be_meant_for_the_test_as_that_of_an_issuer_is() {
    String issuer = "http://127.0.0.1:" + db.port(5432) + "/realms/shop";
    assertThat(failure(APP.env("ISSUER_URI", issuer))).contains("exit code 1");
  }

  @Test
  void on_the_machines_own_network_it_is_the_right_one() {
    ContainerSpec here = APP.network(NetworkSpec.existing("host"));
    assertThat(failure(here.env("DB", "127.0.0.1:" + db.port(5432)))).contains("exit code 1");
  }

  @Test
  void a_port_that_somebody_has_chosen_may_be_anothers_own_too() {
    Port chosen = Port.tcp(80);
    LoopbackMention.Other other =
        new LoopbackMention.Other("web", "field T.web", Map.of(chosen, 9094), Set.of(9094));
    assertThatCode(
            () ->
                LoopbackMention.refuseMapped(
                    APP.env("VOTERS", "1@localhost:9094"), "field T.app", List.of(other)))
        .doesNotThrowAnyException();
  }

  @Test
  void an_own_port_of_the_same_number_is_not_refused() {
    engine.image("web:1").listens(db.port(5432));
    ContainerSpec web =
        ContainerSpec.of("web:1")
            .expose(db.port(5432))
            .env("SELF", "http://localhost:" + db.port(5432));
    assertThat(containers.start(web).isRunning()).isTrue();
  }

  @Test
  void who_failed_and_was_told_of_localhost_is_told_where_the_other_is() {
    assertThat(failure(APP.env("DB_URL", "postgres://localhost:5432/orders")))
        .contains("exit code 1")
        .contains("hint: localhost in env DB_URL is the container itself; ")
        .contains(" is at db:5432.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection to localhost:5432 refused.",
        "dial tcp 127.0.0.1:5432: connect: connection refused",
        "connect ECONNREFUSED ::1:5432",
        "connection to server at \"localhost\" (127.0.0.1), port 5432 failed: Connection refused"
      })
  void who_failed_and_says_localhost_is_told_where_the_other_is(String line) {
    engine.image("says:1").logsError(line).exits(1);
    assertThat(failure(ContainerSpec.of("says:1")))
        .contains("hint: localhost in its log is the container itself; ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres://localhost:5433/orders", "postgres://mylocalhost:5432/x"})
  void other_words_are_no_sign(String value) {
    assertThat(failure(APP.env("DB_URL", value))).doesNotContain("the container itself");
  }

  @Test
  void a_description_that_names_no_loopback_costs_no_look() {
    assertThat(LoopbackMention.isIn(APP.env("DB_URL", "postgres://db:5432/orders"))).isFalse();
    assertThatThrownBy(
            () ->
                LoopbackMention.refuseMapped(
                    APP.env("A", "localhost:1"),
                    "field T.app",
                    List.of(
                        new LoopbackMention.Other(
                            "", "field T.db", Map.of(Port.tcp(80), 1), Set.of()))))
        .hasMessageContaining("field T.app: env A has localhost:1")
        .hasMessageContaining("try: its networkAddress(80)");
  }
}
