package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.docker.ScriptedServer.Conversation;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where something else is, or answers, than an engine that can be used. */
class NoEngineTests {

  @TempDir private Path root;
  private Machine machine;

  @BeforeEach
  void begin() {
    machine = new Machine(root);
    machine.variable("DOCKER_HOST", machine.unix("engine.sock"));
  }

  @Test
  void a_port_where_nothing_listens_is_told() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(machine.setting("mayfly.docker.host", "tcp://127.0.0.1:" + port).failure())
        .contains("setting mayfly.docker.host names does not answer")
        .contains("tcp://127.0.0.1:" + port)
        .contains("connection refused: nothing listens there");
  }

  @Test
  void a_host_that_nobody_knows_is_told() {
    assertThat(machine.variable("DOCKER_HOST", "tcp://engine.invalid").failure())
        .contains("tcp://engine.invalid:2375 (DOCKER_HOST): this machine knows no address of that")
        .contains("network or VPN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "404 No | nginx | no container engine: it answered a ping with status 404 nginx",
        "200 OK | <html>  <p>Hello</html> | no container engine: it answered a ping with status 200 <html> <p>Hello</html>",
        "403 Forbidden | {\"message\":\"authorization denied by plugin opa\"} | refuses to be asked, with status 403: {\"message\":\"authorization denied by plugin opa\"}. An authorisation plugin or a proxy guards it",
        "401 Unauthorized | log in | refuses to be asked, with status 401: log in",
        "400 Bad Request | Client sent an HTTP request to an HTTPS server. | speaks TLS. Set DOCKER_TLS_VERIFY=1",
        "500 Oops | {\"message\":\"not yet\"} | no container engine: it answered a ping with status 500 {\"message\":\"not yet\"}",
      })
  void an_answer_of_something_else_is_shown(String status, String body, String said)
      throws IOException {
    try (ScriptedServer server = machine.server("engine.sock", peer -> peer.answer(status, body))) {
      assertThat(machine.failure()).contains(server.address() + " (DOCKER_HOST): " + said);
    }
  }

  @Test
  void of_an_answer_without_end_no_more_is_read_than_is_needed() throws IOException {
    String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
    Conversation endless =
        peer -> {
          peer.readHead();
          peer.write("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (true) {
            peer.write(chunk);
          }
        };
    try (ScriptedServer server = machine.server("engine.sock", endless)) {
      assertThat(machine.failure())
          .contains(server.address() + " (DOCKER_HOST): no container engine: it answered a ping")
          .contains("with status 200 xxxx")
          .hasSizeLessThan(1000);
    }
  }

  @Test
  void noise_is_told() throws IOException {
    Conversation ssh =
        peer -> {
          peer.write("SSH-2.0-OpenSSH_9.2\r\n");
          peer.readToEnd();
        };
    try (ScriptedServer server = machine.server("engine.sock", ssh)) {
      assertThat(machine.failure())
          .contains(server.address() + " (DOCKER_HOST): This is no HTTP response: \"SSH-2.0");
    }
  }

  @Test
  void an_engine_that_is_too_old_is_told() throws IOException {
    assertPong("Api-Version: 1.18\r\n", "too old: its API is 1.18, and Mayfly needs 1.24");
  }

  @Test
  void a_version_that_is_none_is_told() throws IOException {
    assertPong("Api-Version: new\r\n", "\"new\" is no version of the API");
  }

  @Test
  void windows_containers_are_told_how_to_become_linux_ones() throws IOException {
    assertPong(
        "Api-Version: 1.41\r\nOSType: windows\r\n",
        "runs Windows containers, and Mayfly needs Linux'. Docker Desktop's menu has");
  }

  private void assertPong(String headers, String said) throws IOException {
    try (ScriptedServer server = machine.server("engine.sock", Machine.pong(headers))) {
      assertThat(machine.failure()).contains(server.address() + " (DOCKER_HOST): " + said);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "hello | hello",
        "[1,2,3] | [1,2,3]",
        "<html>Log in</html> | <html>Log in</html>",
        "{\"Version\":\"20 | {\"Version\":\"20",
      })
  void a_version_that_no_engine_would_tell_is_shown(String answer, String shown)
      throws IOException {
    Conversation conversation =
        peer -> {
          Machine.ENGINE.hold(peer);
          peer.answer("200 OK", answer);
        };
    try (ScriptedServer server = machine.server("engine.sock", conversation);
        EngineConnection found = machine.find()) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> InfoJson.ask(found.api(), found.ping()))
          .withMessage(
              "Asking for the engine's version: the engine at "
                  + server.address()
                  + " gives no answer that can be read: "
                  + shown
                  + ". Is it an engine, and no proxy in front of one?");
    }
  }
}
