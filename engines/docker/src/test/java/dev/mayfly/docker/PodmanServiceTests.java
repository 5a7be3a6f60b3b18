package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A Podman that nobody serves; here it is a script. */
@EnabledOnOs(OS.LINUX)
class PodmanServiceTests {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(60);

  /**
   * Hands the socket that is there already to whoever asks for one, and lives until it is ended.
   */
  private static final String SERVES =
      """
      case $1 in
        system) ln -s "$(dirname "$0")/engine.sock" "${4#unix://}" && echo $$ >"$(dirname "$0")/pid" &&
          exec sleep 1000 ;;
        *) echo "$1" >>"$(dirname "$0")/asked"; cat "$(dirname "$0")/left" 2>/dev/null ;;
      esac
      """;

  @TempDir private Path root;
  private Machine machine;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    machine = new Machine(root).variable("PATH", "/nowhere:" + root.resolve("bin"));
  }

  private Path podman(String script) throws IOException {
    Path file = machine.file("bin/podman", "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  private static boolean isGone(PodmanService service) {
    return Files.notExists(service.folder()) && !service.process().isAlive();
  }

  @Test
  void it_is_started_where_nothing_answers_and_ends_with_who_asked() throws IOException {
    podman(SERVES);
    try (ScriptedServer server = machine.server("bin/engine.sock", Machine.ENGINE)) {
      PodmanAddress address;
      try (EngineConnection found = machine.find()) {
        address = (PodmanAddress) found.transport().address();
        assertThat(found.name()).isEqualTo("unix://" + address.socket());
        assertThat(address.service().process().isAlive()).isTrue();
      }

      await().atMost(LONG).until(() -> isGone(address.service()));
      assertThat(server.connections()).isPositive();
    }
  }

  @Test
  void an_engine_that_is_named_or_answers_is_asked_and_none_is_started() throws IOException {
    podman(SERVES);
    try (ScriptedServer usual = machine.server("var/run/docker.sock", Machine.ENGINE)) {
      assertThat(machine.found()).isEqualTo(usual.address().toString());
    }
    machine.variable("DOCKER_HOST", machine.unix("missing.sock"));

    assertThat(machine.failure()).contains("Nothing else was tried");
    assertThat(root.resolve("bin/pid")).doesNotExist();
  }

  @Test
  void it_goes_on_while_a_session_has_something_there() throws IOException {
    podman(SERVES);
    Path left = machine.file("bin/left", "0123456789ab");
    try (ScriptedServer server = machine.server("bin/engine.sock", Machine.ENGINE)) {
      PodmanService service = PodmanService.start(root.resolve("bin/podman"), LONG);
      service.close();

      Path asked = root.resolve("bin/asked");
      await()
          .atMost(LONG)
          .until(() -> Files.exists(asked) && Files.readString(asked).split("volume").length > 2);
      assertThat(service.process().isAlive()).isTrue();
      assertThat(server.connections()).isPositive();
      Files.delete(left);
      await().atMost(LONG).until(() -> isGone(service));
    }
  }

  @Test
  void one_that_fails_at_once_is_told_with_its_words() throws IOException {
    podman("echo 'Error: cannot set up namespace using newuidmap' >&2; exit 125\n");

    assertThat(machine.failure())
        .contains("No container engine answers")
        .contains("a service of " + root.resolve("bin/podman") + " for this run: ")
        .contains("ended at once, with code 125: Error: cannot set up namespace using newuidmap")
        .contains("Begin with a service of ");
  }

  @Test
  void one_that_does_not_listen_is_given_up_with_what_it_said() throws IOException {
    Path podman = podman("echo 'time=now level=warning msg=slow'; exec sleep 1000\n");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PodmanService.start(podman, SHORT))
        .withMessageContaining("does not listen after 500 ms: time=now level=warning msg=slow");
  }

  @Test
  void one_that_says_nothing_is_told_so() throws IOException {
    Path podman = podman("exit 3\n");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PodmanService.start(podman, LONG))
        .withMessageEndingWith("ended at once, with code 3, and says nothing");
  }

  @Test
  void what_listens_and_is_no_engine_is_told() throws IOException {
    podman(SERVES);
    try (ScriptedServer server =
        machine.server("bin/engine.sock", peer -> peer.answer("200 OK", "hello"))) {
      assertThat(machine.failure()).contains("for this run): no container engine: it answered");
      assertThat(server.connections()).isPositive();
    }
  }
}
