package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a file that is no socket, or one that leads to nobody. */
class NoSocketTests {

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
    command.addAll(List.of(NoSocketTests.class.getName(), socket.toString()));
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

  private static void ping(Path socket) throws IOException {
    Place place = Place.of(EngineAddress.unix(socket), "a test");
    EngineConnection.open(place, Limits.usual(), Duration.ofSeconds(1), ApiVersion.NEWEST).close();
  }

  @Test
  void an_engine_that_takes_connections_and_says_nothing_is_told() throws IOException {
    try (ScriptedServer silent = machine.server("engine.sock", Peer::readToEnd)) {
      assertThatThrownBy(() -> ping(machine.path("engine.sock")))
          .hasMessage("accepts connections, but did not answer within 1 s");
      assertThat(silent.connections()).isEqualTo(1);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // others refuse at once
  void an_engine_that_lets_no_more_connections_wait_holds_nobody_up() throws IOException {
    Machine other = new Machine(root);
    Path usual = other.path("var/run/docker.sock");
    Files.createDirectories(usual.getParent());
    try (ServerSocketChannel full = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        ScriptedServer engine = other.server("home/.rd/docker.sock", Machine.ENGINE)) {
      full.bind(UnixDomainSocketAddress.of(usual), 1);
      List<SocketChannel> waiting = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        waiting.add(SocketChannel.open(full.getLocalAddress()));
      }

      assertThat(other.found()).isEqualTo(engine.address().toString());
      assertThatThrownBy(() -> ping(usual))
          .hasMessageStartingWith("takes no connection within 1 s: it hangs");
      assertThat(Thread.interrupted()).isFalse();
      for (SocketChannel one : waiting) {
        one.close();
      }
    }
  }
}
