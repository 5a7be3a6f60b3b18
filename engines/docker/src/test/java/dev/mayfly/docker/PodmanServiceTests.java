package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
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
      here=$(dirname "$0")
      echo $$ >>"$here/pids"
      ln -s "$here/engine.sock" "${4#unix://}" && exec sleep 1000
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

  /** Those that were started. */
  private List<ProcessHandle> services() throws IOException {
    Path pids = root.resolve("bin/pids");
    return Files.exists(pids)
        ? Files.readAllLines(pids).stream()
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
            .toList()
        : List.of();
  }

  /** They would live as long as this JVM. */
  @AfterEach
  void end() throws IOException {
    services().forEach(ProcessHandle::destroyForcibly);
  }

  private static PodmanAddress address(EngineConnection found) {
    return (PodmanAddress) found.transport().address();
  }

  @Test
  void it_is_started_where_nothing_answers_for_all_sessions_of_this_jvm() throws IOException {
    podman(SERVES);
    try (ScriptedServer server = machine.server("bin/engine.sock", Machine.ENGINE);
        EngineConnection first = machine.find()) {
      try (EngineConnection second = machine.find()) {
        assertThat(second.name())
            .isEqualTo(first.name())
            .isEqualTo("unix://" + address(first).socket());
      }

      assertThat(services()).hasSize(1).allMatch(ProcessHandle::isAlive);
      assertThat(address(first).socket()).exists();
      assertThat(server.connections()).isPositive();
    }
  }

  @Test
  void those_who_ask_at_once_share_it() throws Exception {
    podman(SERVES);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ScriptedServer server = machine.server("bin/engine.sock", Machine.ENGINE)) {
      Callable<PodmanService> ask = () -> PodmanService.ofThisJvm(root.resolve("bin/podman"), LONG);
      List<PodmanService> found = new ArrayList<>();
      for (Future<PodmanService> one : threads.invokeAll(Collections.nCopies(4, ask))) {
        found.add(one.get());
      }

      assertThat(found).hasSize(4).containsOnly(found.get(0));
      assertThat(services()).hasSize(1);
      assertThat(server.connections()).isPositive();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void one_that_was_killed_is_started_anew() throws IOException {
    podman(SERVES);
    Path podman = root.resolve("bin/podman");
    try (ScriptedServer server = machine.server("bin/engine.sock", Machine.ENGINE)) {
      PodmanService first = PodmanService.ofThisJvm(podman, LONG);
      end();
      await().atMost(LONG).until(() -> Files.notExists(first.folder()));

      assertThat(PodmanService.ofThisJvm(podman, LONG)).isEqualTo(first);
      assertThat(first.folder()).exists();
      assertThat(server.connections()).isPositive();
    }
  }

  @Test
  void a_folder_that_others_may_enter_is_not_used() throws IOException {
    Path podman = podman(SERVES);
    Path folder = SocketFolder.ofThisJvm("podman", podman.toString());
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    try {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> PodmanService.ofThisJvm(podman, LONG))
          .withMessage(folder + " is not a folder of this user alone. Remove it.");
    } finally {
      Files.delete(folder);
    }
    assertThat(services()).isEmpty();
  }

  @Test
  void a_folder_in_which_nothing_listens_is_told() throws IOException {
    Path podman = podman(SERVES);
    Path folder = SocketFolder.ofThisJvm("podman", podman.toString());
    assertThat(SocketFolder.make(folder)).isTrue();
    try {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> PodmanService.ofThisJvm(podman, SHORT))
          .withMessageContaining("does not listen (any more) in " + folder);
    } finally {
      Files.delete(folder);
    }
  }

  @Test
  void it_stands_in_for_no_engine_that_is_there_and_does_not_answer() throws IOException {
    podman(SERVES);
    try (ScriptedServer usual = machine.server("var/run/docker.sock", Peer::readHead)) {
      assertThat(machine.failure())
          .contains("a service of " + root.resolve("bin/podman") + " for this JVM: not started")
          .contains("it would stand in for " + usual.address() + " (the usual place)")
          .contains("Begin with " + usual.address());
    }
    assertThat(services()).isEmpty();
  }

  @Test
  void a_socket_that_is_forbidden_is_somebodys_and_one_that_is_refused_or_missing_is_not()
      throws IOException {
    IOException forbidden = new IOException("Permission denied");
    EngineAddress address = EngineAddress.unix(machine.path("var/run/docker.sock"));

    assertThat(Answer.isOfNobody(forbidden, address)).isTrue();
    try (ScriptedServer usual = machine.server("var/run/docker.sock", Machine.ENGINE)) {
      assertThat(Answer.isOfNobody(forbidden, address)).isFalse();
      assertThat(Answer.isOfNobody(new IOException("Connection refused"), address)).isTrue();
      assertThat(Answer.isOfNobody(new SocketTimeoutException(), address)).isFalse();
      assertThat(usual.connections()).isZero();
    }
  }

  @Test
  void a_folder_of_that_name_is_no_program() throws IOException {
    Files.createDirectories(root.resolve("bin/podman"));

    assertThat(machine.failure()).doesNotContain("a service of ");
  }

  @Test
  void an_engine_that_is_named_or_answers_is_asked_and_none_is_started() throws IOException {
    podman(SERVES);
    try (ScriptedServer usual = machine.server("var/run/docker.sock", Machine.ENGINE)) {
      assertThat(machine.found()).isEqualTo(usual.address().toString());
    }
    machine.variable("DOCKER_HOST", machine.unix("missing.sock"));

    assertThat(machine.failure()).contains("Nothing else was tried");
    assertThat(services()).isEmpty();
  }

  @Test
  void one_that_fails_at_once_is_told_with_its_words() throws IOException {
    podman("echo 'Error: cannot set up namespace using newuidmap' >&2; exit 125\n");

    assertThat(machine.failure())
        .contains("No container engine answers")
        .contains("a service of " + root.resolve("bin/podman") + " for this JVM: ")
        .contains("ended at once, with code 125: Error: cannot set up namespace using newuidmap")
        .contains("Begin with a service of ");
  }

  @Test
  void one_that_does_not_listen_is_given_up_with_what_it_said() throws IOException {
    Path podman = podman("echo 'time=now level=warning msg=slow'; exec sleep 1000\n");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PodmanService.ofThisJvm(podman, SHORT))
        .withMessageContaining("does not listen after 500 ms: time=now level=warning msg=slow");
  }

  @Test
  void one_that_says_nothing_is_told_so() throws IOException {
    Path podman = podman("exit 3\n");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PodmanService.ofThisJvm(podman, LONG))
        .withMessageEndingWith("ended at once, with code 3, and says nothing");
  }

  @Test
  void what_listens_and_is_no_engine_is_told() throws IOException {
    podman(SERVES);
    try (ScriptedServer server =
        machine.server("bin/engine.sock", peer -> peer.answer("200 OK", "hello"))) {
      assertThat(machine.failure()).contains("for this JVM): no container engine: it answered");
      assertThat(server.connections()).isPositive();
    }
  }
}
