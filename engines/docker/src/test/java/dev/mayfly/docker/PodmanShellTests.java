package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
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

/** When a service of Podman ends; here it is a script. */
@EnabledOnOs(OS.LINUX)
class PodmanShellTests {

  private static final String OWN = "0123456789ab";
  private static final Duration LONG = Duration.ofSeconds(100);

  /** Serves nothing until it is ended; lists what a file says, of one kind alone. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      here=$(dirname "$0")
      [ "$1" != system ] || exec sleep 1000
      echo "$1" >>"$here/asked"
      [ "$1" != "$(cat "$here/kind")" ] || cat "$here/left"
      """;

  @TempDir private Path root;
  private Path podman;
  private Path folder;

  @BeforeEach
  void begin() throws IOException {
    folder = Files.createDirectory(root.resolve("service"));
    podman = Files.writeString(root.resolve("podman"), SCRIPT);
    Files.setPosixFilePermissions(podman, PosixFilePermissions.fromString("rwx------"));
  }

  private void isThere(String kind, String session) throws IOException {
    Files.writeString(root.resolve("kind"), kind);
    Files.writeString(root.resolve("left"), "[{\"Labels\":{\"x\":\"" + session + "\"}}]");
  }

  private String asked() throws IOException {
    Path asked = root.resolve("asked");
    return Files.exists(asked) ? Files.readString(asked) : "";
  }

  private boolean isGone(PodmanShell shell) {
    return Files.notExists(folder) && !shell.process().isAlive();
  }

  @Test
  void one_that_no_session_has_used_ends_without_a_question() throws IOException {
    isThere("ps", OWN);
    PodmanShell shell = PodmanShell.start(podman, folder, LONG);
    shell.end();

    await().atMost(LONG).until(() -> isGone(shell));
    assertThat(asked()).isEmpty();
  }

  @Test
  void what_others_have_there_does_not_keep_it() throws IOException {
    isThere("ps", "fedcba987654");
    PodmanShell shell = PodmanShell.start(podman, folder, LONG);
    new PodmanService(folder).await(OWN);
    shell.end();

    await().atMost(LONG).until(() -> isGone(shell));
    assertThat(asked()).isEqualTo("ps\nnetwork\nvolume\nimages\n");
  }

  @Test
  void an_image_of_one_of_its_sessions_keeps_it_until_that_is_removed() throws IOException {
    isThere("images", OWN);
    PodmanShell shell = PodmanShell.start(podman, folder, LONG);
    new PodmanService(folder).await("aaaaaaaaaaaa");
    new PodmanService(folder).await(OWN);
    shell.end();

    await().atMost(LONG).until(() -> asked().split("images", -1).length > 2);
    assertThat(shell.process().isAlive()).isTrue();
    Files.delete(root.resolve("left"));
    await().atMost(LONG).until(() -> isGone(shell));
  }

  @Test
  void a_podman_that_hangs_costs_no_more_than_the_whole_time() throws IOException {
    isThere("ps", OWN);
    Files.writeString(
        podman, SCRIPT.replace("echo \"$1\"", "echo $$ >\"$here/pid\"; exec sleep 1000; echo"));
    PodmanShell shell = PodmanShell.start(podman, folder, Duration.ofSeconds(10));
    new PodmanService(folder).await(OWN);
    shell.end();

    await().atMost(LONG).until(() -> isGone(shell));
    long hung = Long.parseLong(Files.readString(root.resolve("pid")).strip());
    assertThat(ProcessHandle.of(hung).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void one_that_was_not_started_yet_is_told_so() throws IOException {
    PodmanShell shell = PodmanShell.start(podman, folder, LONG);
    PodmanShell elsewhere = new PodmanShell(shell.process(), root.resolve("nowhere"));

    assertThat(elsewhere.isLate(Duration.ofSeconds(10)))
        .hasMessage(
            "\"podman system service\" does not listen after 10 s: sh has not started it yet; this"
                + " machine is very busy");
    shell.end();
    await().atMost(LONG).until(() -> isGone(shell));
  }
}
