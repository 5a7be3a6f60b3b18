package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines by their addresses and by the {@code docker} command's contexts. */
class NamedEngineTests {

  @TempDir private Path root;
  private Machine machine;

  @BeforeEach
  void begin() {
    machine = new Machine(root);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://build.example, build.example, 2375",
    "tcp://build.example:80, build.example, 80",
    "tcp://build.example:2375/, build.example, 2375",
    "http://build.example, build.example, 2375",
    "build.example:4243, build.example, 4243",
    "tcp://127.0.0.1, 127.0.0.1, 2375",
    "tcp://[::1], ::1, 2375",
    "tcp://[fe80::1%eth0]:99, fe80::1%eth0, 99",
  })
  void a_host_without_a_port_is_asked_at_the_usual_one(String text, String host, int port) {
    machine.variable("DOCKER_HOST", text);

    assertThat(machine.named()).contains(new TcpAddress(host, port, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssh://host:99999 | port 99999 is not between 1 and 65535",
        "ssh:// | write ssh://user@host",
        "npipe://docker_engine | write npipe:////./pipe/docker_engine, with four slashes",
        "npipe:// | write npipe:////./pipe/docker_engine, with four slashes",
        "https://host | write tcp://host:port, set DOCKER_TLS_VERIFY=1",
        "fd:// | write unix:///path/of/the.sock or tcp://host:port",
        "unix:// | it names no file; write unix:///var/run/docker.sock, with three slashes",
        "tcp:// | write tcp://host:port",
        "tcp://:2375 | write tcp://host:port",
        "tcp://host:port | write tcp://host:port",
        "tcp://::1 | write tcp://host:port",
        "tcp://host:99999 | port 99999 is not between 1 and 65535",
        "tcp://host:0 | port 0 is not between 1 and 65535",
        "/var/run/docker.sock | write unix:///path/of/the.sock or tcp://host:port",
      })
  void an_address_that_can_not_be_used_is_refused_with_the_reason(String host, String reason) {
    machine.variable("DOCKER_HOST", host);

    assertThat(machine.refusal())
        .contains("DOCKER_HOST is \"" + host + "\", which Mayfly can't use: " + reason);
  }

  @Test
  void a_password_for_ssh_is_refused_and_not_repeated() {
    machine.variable("DOCKER_HOST", "ssh://user:opensesame@host");

    assertThat(machine.refusal())
        .contains("ssh takes no password in an address")
        .doesNotContain("opensesame");
  }

  @Test
  void a_machine_may_be_named_that_ssh_leads_to() {
    machine.variable("DOCKER_HOST", "ssh://me@build-box:2222");

    assertThat(machine.named()).contains(new SshAddress("me", "build-box", 2222, null));
  }

  @ParameterizedTest
  @CsvSource({
    "npipe:////./pipe/docker_engine, //./pipe/docker_engine, ''",
    "npipe://\\\\.\\pipe\\docker_engine, //./pipe/docker_engine, ''",
    "npipe:////box/pipe/docker_engine, //box/pipe/docker_engine, box",
  })
  void a_named_pipe_may_be_named(String text, String pipe, String host) throws IOException {
    PipeAddress address = new PipeAddress(pipe);

    assertThat(machine.variable("DOCKER_HOST", text).named()).contains(address);
    assertThat(machine.name()).contains("npipe://" + pipe);
    assertThat(address.host()).isEqualTo(host);
    assertThat(new Where(address, Optional.empty()).isSocket()).isEqualTo(host.isEmpty());
    machine.context("desktop-linux", "npipe:////./pipe/dockerDesktopLinuxEngine");
    assertThat(machine.variable("DOCKER_HOST", "context:desktop-linux").named()).isPresent();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void elsewhere_a_named_pipe_is_told_to_be_windows() {
    assertThat(machine.variable("DOCKER_HOST", "npipe:////./pipe/docker_engine").failure())
        .contains("npipe:////./pipe/docker_engine (DOCKER_HOST): named pipes are Windows'")
        .contains("Name a socket or a port");
  }

  @Test
  void a_setting_may_be_a_context() throws IOException {
    machine.context("build-box", "tcp://build.example");
    TcpAddress there = new TcpAddress("build.example", 2375, null);

    assertThat(machine.setting("mayfly.docker.host", " context:build-box ").named())
        .contains(there);
    assertThat(machine.setting("mayfly.engine", "context:build-box").named()).contains(there);
    assertThat(new DockerProvider().understands("context:build-box")).isTrue();
  }

  @Test
  void another_jvm_is_led_there_by_what_it_is_called() throws IOException {
    machine.context("far", "tcp://build.example");
    machine.context("near", "unix:///near.sock");

    assertThat(machine.variable("DOCKER_CONTEXT", "far").name()).contains("context:far");
    assertThat(machine.variable("DOCKER_CONTEXT", "near").name()).contains("unix:///near.sock");
    assertThat(machine.variable("DOCKER_HOST", "build.example").name())
        .contains("tcp://build.example:2375");
  }

  @Test
  void the_default_context_is_the_one_of_the_variable_or_none() throws IOException {
    machine.file("home/.docker/config.json", "{\"currentContext\":\"chosen\"}");
    machine.context("chosen", "tcp://chosen.example");

    assertThat(machine.variable("DOCKER_CONTEXT", "default").named()).isEmpty();
    assertThat(machine.setting("mayfly.engine", "context:default").named()).isEmpty();
    assertThat(machine.variable("DOCKER_HOST", "tcp://host.example").named())
        .contains(new TcpAddress("host.example", 2375, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"auths\":{}}",
        "{\"currentContext\":\"\"}",
        "{\"currentContext\":null}",
        "{\"currentContext\":\"default\"}"
      })
  void a_configuration_may_choose_no_context(String config) throws IOException {
    machine.file("home/.docker/config.json", config);

    assertThat(machine.named()).isEmpty();
  }

  @Test
  void the_configuration_may_be_elsewhere() throws IOException {
    machine.file("home/.docker/config.json", "{\"currentContext\":\"chosen\"}");
    machine.context("chosen", "tcp://chosen.example");

    assertThat(machine.variable("DOCKER_CONFIG", machine.path("ci").toString()).named()).isEmpty();
    Files.move(machine.path("home/.docker"), machine.path("ci"));
    assertThat(machine.named()).contains(new TcpAddress("chosen.example", 2375, null));
  }

  @Test
  void a_context_without_a_host_is_at_the_usual_place() throws IOException {
    machine.contextFile("bare", "{\"Endpoints\":{\"docker\":{\"SkipTLSVerify\":false}}}");

    assertThat(machine.variable("DOCKER_CONTEXT", "bare").named())
        .contains(EngineAddress.unix(Path.of("/var/run/docker.sock")));
  }

  @Test
  void a_context_that_does_not_exist_is_refused() {
    machine.variable("DOCKER_CONTEXT", "gone");

    assertThat(machine.refusal())
        .startsWith("DOCKER_CONTEXT (\"gone\") is a context that does not exist: there is no ")
        .contains(Machine.hash("gone") + "/meta.json")
        .contains("docker context ls");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"Name\":\"cut\",\"Endpoi | it is no JSON that ends well (line 1)",
        "<html> | it is no JSON that ends well (line 1)",
        "[] | nothing is at Endpoints.docker",
        "{\"Endpoints\":{\"kubernetes\":{}}} | nothing is at Endpoints.docker",
        "{\"Endpoints\":{\"docker\":{\"Host\":7}}} | Endpoints.docker.Host is no text",
      })
  void a_context_that_can_not_be_read_is_refused(String content, String reason) throws IOException {
    machine.file("home/.docker/config.json", "{\"currentContext\":\"broken\"}");
    Path file = machine.contextFile("broken", content);

    assertThat(machine.refusal())
        .startsWith("currentContext in " + machine.path("home/.docker/config.json"))
        .contains("(\"broken\") is a context that can't be read: of its file " + file)
        .contains(reason)
        .contains("docker context create");
  }

  @Test
  void a_context_at_an_address_that_can_not_be_used_is_named_too() throws IOException {
    machine.context("away", "tcp://away.example:70000");

    assertThat(machine.variable("DOCKER_CONTEXT", "away").refusal())
        .startsWith("DOCKER_CONTEXT (\"away\") is \"tcp://away.example:70000\"")
        .contains("port 70000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"auths\":{\"secret | it is no JSON that ends well (line 1)",
        "[] | it is no JSON object",
        "{\"currentContext\":7} | \"currentContext\" is no text",
      })
  void a_configuration_that_can_not_be_read_may_choose_another_engine(String content, String reason)
      throws IOException {
    Path file = machine.file("home/.docker/config.json", content);

    assertThat(machine.refusal())
        .startsWith(file + " says which engine the docker command uses, and can't be read: ")
        .contains(reason)
        .contains("DOCKER_HOST")
        .doesNotContain("secret");
    assertThat(machine.variable("DOCKER_HOST", "tcp://host.example").named()).isPresent();
  }

  @Test
  void a_configuration_that_is_a_directory_is_told() throws IOException {
    Path folder = Files.createDirectories(machine.path("home/.docker/config.json"));

    assertThat(machine.refusal()).contains(folder.toString(), "can't be read", "directory");
  }
}
