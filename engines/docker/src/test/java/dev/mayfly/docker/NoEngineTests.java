package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mayfly.docker.ScriptedServer.Conversation;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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

  /** The program of a JVM that may not read all files, as the superuser may. */
  public static void main(String[] socket) {
    EngineAddress address = EngineAddress.unix(Path.of(socket[0]));
    try {
      Machine.connect(address).close();
    } catch (IOException e) {
      System.out.println(Answer.describe(e, address));
    }
  }

  @Test
  void a_socket_that_others_may_use_says_who_and_what_to_do() throws IOException {
    try (ScriptedServer engine = machine.server("engine.sock", Machine.ENGINE)) {
      Path socket = machine.path("engine.sock");
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));

      assertThat(saidWithoutPrivileges(socket))
          .startsWith("permission denied. ")
          .containsAnyOf("sudo usermod -aG ", "It is root's: ")
          .contains("run an engine of your own");
      assertThat(engine.connections()).isZero();
    }
  }

  private static String saidWithoutPrivileges(Path socket) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isReadable(Path.of("/etc/shadow"))) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "root needs setpriv to be less");
      command.addAll(
          List.of("/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(NoEngineTests.class.getName(), socket.toString()));
    Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_directory_is_no_socket() throws IOException {
    Files.createDirectory(machine.path("engine.sock"));

    assertThat(machine.failure())
        .contains("engine.sock (DOCKER_HOST): it is a directory and no socket")
        .contains("remove it and start the engine");
  }

  @Test
  void a_plain_file_is_no_socket() throws IOException {
    machine.file("engine.sock", "");

    assertThat(machine.failure())
        .contains("engine.sock (DOCKER_HOST): it is a plain file and no socket");
  }

  @Test
  void a_socket_that_an_engine_has_left_behind_is_told() throws IOException {
    leaveSocket("engine.sock");

    assertThat(machine.failure())
        .contains("engine.sock (DOCKER_HOST): connection refused: nothing listens there");
  }

  private void leaveSocket(String name) throws IOException {
    try (ScriptedServer gone = machine.server("living.sock", Machine.ENGINE)) {
      assertThat(gone.connections()).isZero();
      Files.move(machine.path("living.sock"), machine.path(name));
    }
  }

  @Test
  void a_path_with_too_few_slashes_is_told() {
    machine.variable("DOCKER_HOST", "unix://var/run/docker.sock");

    assertThat(machine.failure())
        .contains("no such file; an absolute path has three slashes, unix:///var/run/docker.sock");
  }

  @Test
  void a_path_that_no_socket_can_have_is_told() throws IOException {
    Path folder = Files.createDirectory(machine.path("long".repeat(30)));
    leaveSocket("dead.sock");
    Files.createSymbolicLink(folder.resolve("engine.sock"), machine.path("dead.sock"));

    assertThat(machine.variable("DOCKER_HOST", "unix://" + folder + "/engine.sock").failure())
        .contains("its path is longer than a socket's may be. Name a shorter link");
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
  void a_host_that_takes_no_connection_is_not_said_to_do_so() {
    TcpAddress address = new TcpAddress("build.example", 2375, null);

    assertThat(Answer.describe(new SocketTimeoutException("Connect timed out"), address))
        .startsWith("nobody takes a connection: its machine is off, or a firewall");
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
