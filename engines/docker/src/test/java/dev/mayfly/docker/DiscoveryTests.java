package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.DeclarationException;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.MayflyException;
import dev.mayfly.docker.ScriptedServer.Conversation;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the engine is looked for, and what is said if there is none. */
class DiscoveryTests {

  @TempDir private Path directory;

  private static Conversation pong(String headers) {
    return peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 2\r\n\r\nOK");
    };
  }

  private EngineConnection open(Map<String, String> settings, Map<String, String> env) {
    Path usual = directory.resolve("engine.sock");
    return new Discovery(name -> Optional.ofNullable(settings.get(name)), env::get, usual).open();
  }

  private String failure(Map<String, String> settings, Map<String, String> env) {
    return failure(EngineNotFoundException.class, settings, env);
  }

  /** What is no reason to skip tests, as a missing engine may be. */
  private String refusal(Map<String, String> settings, Map<String, String> env) {
    return failure(DeclarationException.class, settings, env);
  }

  private String failure(
      Class<? extends MayflyException> type,
      Map<String, String> settings,
      Map<String, String> env) {
    return String.valueOf(
        assertThatExceptionOfType(type)
            .isThrownBy(() -> open(settings, env))
            .actual()
            .getMessage());
  }

  @Test
  void the_setting_comes_before_the_variable() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(directory, pong("Api-Version: 1.41\r\n"));
        EngineConnection found =
            open(
                Map.of("mayfly.docker.host", server.address().toString()),
                Map.of("DOCKER_HOST", "tcp://nowhere.invalid:1"))) {
      assertThat(found.ping().version()).hasToString("1.41");
      assertThat(found.ping().isPodman()).isFalse();
    }
  }

  @Test
  void an_engine_newer_than_mayfly_is_spoken_to_in_the_newest_known_version() throws IOException {
    String headers = "Api-Version: 1.99\r\nLibpod-API-Version: 5.4.2\r\n";
    try (ScriptedServer server = ScriptedServer.start(directory, pong(headers));
        EngineConnection found = open(Map.of(), Map.of("DOCKER_HOST", server.address() + ""))) {
      assertThat(found.ping().version()).isEqualTo(ApiVersion.NEWEST);
      assertThat(found.ping().isPodman()).isTrue();
    }
  }

  @Test
  void a_named_engine_that_is_silent_is_no_reason_to_take_another() {
    Path missing = directory.resolve("missing.sock");

    assertThat(failure(Map.of(), Map.of("DOCKER_HOST", "unix://" + missing)))
        .isEqualTo(
            "The container engine that DOCKER_HOST names does not answer:\n"
                + "  unix://"
                + missing
                + " (DOCKER_HOST): no such file\n"
                + "Start it, or correct or remove DOCKER_HOST."
                + " Nothing else was tried, because it is set.");
  }

  @Test
  void a_port_where_nothing_listens_is_said_to_be_one() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertThat(failure(Map.of("mayfly.docker.host", "tcp://127.0.0.1:" + port), Map.of()))
        .contains("setting mayfly.docker.host names does not answer")
        .contains("tcp://127.0.0.1:" + port)
        .contains("connection refused");
  }

  @Test
  void a_server_that_is_no_engine_is_said_to_be_none() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(directory, p -> p.answer("404 No", "nginx"))) {
      assertThat(failure(Map.of(), Map.of("DOCKER_HOST", server.address().toString())))
          .contains("no container engine: it answered a ping with status 404 nginx");
    }
  }

  @Test
  void an_engine_that_is_too_old_is_said_to_be_so() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(directory, pong("Api-Version: 1.18\r\n"))) {
      assertThat(failure(Map.of(), Map.of("DOCKER_HOST", server.address().toString())))
          .contains("too old: its API is 1.18, and Mayfly needs 1.24");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssh://user@host | by ssh yet",
        "https://host:2376 | by TLS yet",
        "npipe:////./pipe/docker_engine | named pipes yet",
        "tcp://host | write tcp://host:port",
        "tcp://host:port | write tcp://host:port",
        "tcp://host:99999 | port 99999 is not between 1 and 65535",
        "tcp://host:0 | port 0 is not between 1 and 65535",
        "localhost:2375 | write unix:///path/of/the.sock or tcp://host:port",
      })
  void an_address_that_can_not_be_used_is_refused_with_the_reason(String host, String reason) {
    assertThat(refusal(Map.of(), Map.of("DOCKER_HOST", host)))
        .contains("DOCKER_HOST is \"" + host + "\"")
        .contains(reason);
  }

  @Test
  void tls_and_contexts_are_refused() {
    assertThat(
            refusal(
                Map.of(), Map.of("DOCKER_HOST", "tcp://localhost:2376", "DOCKER_TLS_VERIFY", "1")))
        .contains("DOCKER_TLS_VERIFY is set");
    assertThat(refusal(Map.of(), Map.of("DOCKER_CONTEXT", "remote")))
        .contains("DOCKER_CONTEXT is \"remote\"")
        .contains("DOCKER_HOST");
  }

  @Test
  void every_place_tried_is_listed_with_its_answer() throws IOException {
    Map<String, String> env = Map.of("XDG_RUNTIME_DIR", "/no/run", "HOME", "/no/home");
    try (ScriptedServer server = ScriptedServer.start(directory, Peer::readHead)) {
      assertThat(failure(Map.of(), env))
          .contains("No container engine answers. Tried:\n")
          .contains(
              "  " + server.address() + " (the usual place): The engine closed the connection")
          .contains("  unix:///no/run/docker.sock (rootless Docker): no such file\n")
          .contains("  unix:///no/home/.docker/run/docker.sock (Docker Desktop): no such file\n")
          .contains("  unix:///no/run/podman/podman.sock (rootless Podman): no such file\n")
          .contains("name it in DOCKER_HOST or in the setting mayfly.docker.host");
    }
  }

  @Test
  void the_first_place_that_answers_is_taken() throws IOException {
    Path later = Files.createDirectories(directory.resolve("later"));
    try (ScriptedServer server = ScriptedServer.start(later, pong("Api-Version: 1.41\r\n"))) {
      Files.move(later.resolve("engine.sock"), later.resolve("docker.sock"));
      try (EngineConnection found = open(Map.of(), Map.of("XDG_RUNTIME_DIR", later.toString()))) {
        assertThat(found.transport().address().socket()).isEqualTo(later.resolve("docker.sock"));
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_socket_without_permission_names_the_group() {
    assertThat(Answer.describe(new SocketException("Permission denied")))
        .contains("permission denied")
        .contains("usermod -aG docker");
  }

  @Test
  void a_host_that_has_no_address_is_told_before_an_engine_is_looked_for() {
    Map<String, String> settings =
        Map.of("mayfly.host", "[nonsense", "mayfly.docker.host", "unix://" + directory);

    assertThatThrownBy(() -> DockerEngine.open(name -> Optional.ofNullable(settings.get(name))))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("Setting mayfly.host is \"[nonsense\"");
  }
}
