package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.DeclarationException;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the engine is looked for, in which order, and what is said if there is none. */
class DiscoveryTests {

  private static final String USUAL = "var/run/docker.sock";

  @TempDir private Path root;
  private Machine machine;

  @BeforeEach
  void begin() {
    machine = new Machine(root);
  }

  @Test
  void what_names_an_engine_counts_in_the_order_of_the_docker_command() throws IOException {
    machine.file("home/.docker/config.json", "{\"currentContext\":\"chosen\"}");
    machine.context("chosen", machine.unix("chosen.sock"));
    machine.context("variable", machine.unix("variable.sock"));
    try (ScriptedServer usual = machine.server(USUAL, Machine.ENGINE);
        ScriptedServer chosen = machine.server("chosen.sock", Machine.ENGINE);
        ScriptedServer context = machine.server("variable.sock", Machine.ENGINE);
        ScriptedServer host = machine.server("host.sock", Machine.ENGINE);
        ScriptedServer setting = machine.server("setting.sock", Machine.ENGINE);
        ScriptedServer engine = machine.server("engine.sock", Machine.ENGINE)) {
      assertThat(machine.found()).isEqualTo(chosen.address().toString());
      machine.variable("DOCKER_CONTEXT", "variable");
      assertThat(machine.found()).isEqualTo(context.address().toString());
      machine.variable("DOCKER_HOST", host.address().toString());
      assertThat(machine.found()).isEqualTo(host.address().toString());
      machine.setting("mayfly.docker.host", setting.address().toString());
      assertThat(machine.found()).isEqualTo(setting.address().toString());
      machine.setting("mayfly.engine", engine.address().toString());
      assertThat(machine.found()).isEqualTo(engine.address().toString());
      assertThat(usual.connections()).isZero();
    }
  }

  @Test
  void the_name_of_an_adapter_is_no_address() throws IOException {
    machine.setting("mayfly.engine", "docker");
    try (ScriptedServer usual = machine.server(USUAL, Machine.ENGINE)) {
      assertThat(machine.found()).isEqualTo(usual.address().toString());
    }
  }

  @Test
  void blanks_around_an_address_are_none_of_it() throws IOException {
    machine.variable("DOCKER_HOST", " " + machine.unix("engine.sock") + " \t");
    try (ScriptedServer engine = machine.server("engine.sock", Machine.ENGINE)) {
      assertThat(machine.found()).isEqualTo(engine.address().toString());
    }
  }

  @Test
  void an_engine_newer_than_mayfly_is_spoken_to_in_the_newest_known_version() throws IOException {
    String headers = "Api-Version: 1.99\r\nLibpod-API-Version: 5.4.2\r\n";
    try (ScriptedServer server = machine.server(USUAL, Machine.pong(headers));
        EngineConnection found = machine.find()) {
      assertThat(found.ping().version()).isEqualTo(ApiVersion.NEWEST);
      assertThat(found.ping().isPodman()).isTrue();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_version_of_the_api_that_is_asked_for_is_the_newest_that_is_spoken() throws IOException {
    try (ScriptedServer server = machine.server(USUAL, Machine.ENGINE)) {
      assertThat(server.connections()).isZero();
      machine.variable("DOCKER_API_VERSION", "v1.30 ");
      assertThat(version()).hasToString("1.30");
      machine.variable("DOCKER_API_VERSION", "1.99");
      assertThat(version()).hasToString("1.41");
    }
    machine.variable("DOCKER_API_VERSION", "1.12");
    assertThat(machine.refusal()).contains("DOCKER_API_VERSION is 1.12, and Mayfly needs 1.24");
    machine.variable("DOCKER_API_VERSION", "latest");
    assertThat(machine.refusal()).contains("\"latest\" is no version of the API", "Unset it");
  }

  private ApiVersion version() {
    try (EngineConnection found = machine.find()) {
      return found.ping().version();
    }
  }

  @Test
  void a_named_engine_that_is_silent_is_no_reason_to_take_another() throws IOException {
    machine.variable("DOCKER_HOST", machine.unix("missing.sock"));
    try (ScriptedServer usual = machine.server(USUAL, Machine.ENGINE)) {
      assertThat(machine.failure())
          .isEqualTo(
              "The container engine that DOCKER_HOST names does not answer:\n"
                  + "  "
                  + machine.unix("missing.sock")
                  + " (DOCKER_HOST): no such file\n"
                  + "Start it, or correct or remove DOCKER_HOST."
                  + " Nothing else was tried, because it is set.");
      assertThat(usual.connections()).isZero();
    }
  }

  @Test
  void every_place_tried_is_listed_with_its_answer() throws IOException {
    machine.variable("XDG_RUNTIME_DIR", machine.path("xdg").toString());
    try (ScriptedServer usual = machine.server(USUAL, Peer::readHead)) {
      assertThat(machine.failure())
          .startsWith("No container engine answers. Tried:\n")
          .contains("  " + usual.address() + " (the usual place): The engine closed the connection")
          .contains("  " + machine.unix("xdg/docker.sock") + " (rootless Docker): no such file\n")
          .contains(
              "  " + machine.unix("home/.rd/docker.sock") + " (Rancher Desktop): no such file")
          .contains("name it in DOCKER_HOST or in the setting mayfly.engine.\n")
          .contains("\nBegin with " + usual.address() + " (the usual place): The engine closed");
    }
  }

  @Test
  void where_nothing_is_no_place_is_to_begin_with() {
    assertThat(machine.failure()).endsWith("or in the setting mayfly.engine.");
  }

  @Test
  void a_place_that_does_not_answer_at_once_is_passed_over_for_one_that_does() throws IOException {
    try (ScriptedServer silent = machine.server(USUAL, Peer::readToEnd);
        ScriptedServer other = machine.server("home/.colima/default/docker.sock", Machine.ENGINE)) {
      assertThat(machine.found()).isEqualTo(other.address().toString());
      assertThat(silent.connections()).isEqualTo(1);
    }
  }

  @Test
  void an_engine_that_was_passed_over_is_asked_again_where_no_other_answers() throws IOException {
    try (ScriptedServer slow = ScriptedServer.at(socket(USUAL), Peer::readToEnd, Machine.ENGINE)) {
      assertThat(machine.found()).isEqualTo(slow.address().toString());
      assertThat(slow.connections()).isEqualTo(2);
    }
  }

  private Path socket(String name) throws IOException {
    Files.createDirectories(machine.path(name).getParent());
    return machine.path(name);
  }

  @Test
  void a_thread_that_is_interrupted_looks_no_further() throws IOException {
    try (ScriptedServer usual = machine.server(USUAL, Machine.ENGINE)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(machine::find)
          .isInstanceOf(EngineException.class)
          .hasMessage("Looking for the engine: interrupted.");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(usual.connections()).isLessThan(2);
    } finally {
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void a_host_that_has_no_address_is_told_before_an_engine_is_looked_for() {
    Map<String, String> settings =
        Map.of("mayfly.host", "[nonsense", "mayfly.docker.host", "unix://" + root);

    assertThatThrownBy(() -> DockerEngine.open(name -> Optional.ofNullable(settings.get(name))))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("Setting mayfly.host is \"[nonsense\"");
  }
}
