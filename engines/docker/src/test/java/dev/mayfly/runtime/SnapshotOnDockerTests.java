package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots on a real engine, of JVMs that meet and of some that are killed. */
@Tag("docker")
class SnapshotOnDockerTests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final String version = UUID.randomUUID().toString();
  private final ContainerEngine engine = DockerEngine.open(Settings.load()::get);
  private final List<Process> jvms = new ArrayList<>();
  private final List<EngineResource> before = new SnapshotStore(engine).all();

  @AfterEach
  void close() {
    jvms.forEach(Process::destroyForcibly);
    made().forEach(one -> engine.remove(Kind.IMAGE, one.id()));
    engine.close();
  }

  private List<EngineResource> made() {
    List<EngineResource> made = new ArrayList<>(new SnapshotStore(engine).all());
    made.removeIf(
        one ->
            before.stream().anyMatch(other -> other.id().equals(one.id()))
                || !one.labels()
                    .getOrDefault(SnapshotStore.IMAGE_LABEL, "")
                    .equals("busybox:1.35"));
    return made;
  }

  private Process fork() throws IOException {
    Process jvm =
        ForkedJvm.of(List.of(), SnapshotKeepingJvm.class, List.of(folder.toString(), version))
            .start();
    jvms.add(jvm);
    return jvm;
  }

  private static List<String> linesOf(Process jvm) {
    return jvm.inputReader(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void the_next_jvm_starts_with_what_the_first_one_kept_and_nothing_else_is_left()
      throws Exception {
    List<String> first = linesOf(fork());
    List<String> second = linesOf(fork());

    assertThat(first).contains("filling", "closed");
    assertThat(second).contains("as it was", "closed").doesNotContain("filling");
    assertThat(made()).hasSize(1);
    for (List<String> output : List.of(first, second)) {
      String session = output.get(0).replaceFirst("session ", "");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
    }
  }

  @Test
  void a_jvm_killed_while_it_makes_one_leaves_nothing_that_is_used() throws Exception {
    Process jvm = fork();
    BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8);
    String session = String.valueOf(output.readLine()).replaceFirst("session ", "");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> left(session).stream().anyMatch(SnapshotOnDockerTests::isForSnapshot));

    jvm.destroyForcibly();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
    assertThat(made()).isEmpty();
    assertThat(linesOf(fork())).contains("filling", "closed");
    assertThat(linesOf(fork())).contains("as it was", "closed");
  }

  @Test
  void two_jvms_at_once_make_one() throws Exception {
    Process one = fork();
    Process other = fork();

    assertThat(linesOf(one)).contains("closed");
    assertThat(linesOf(other)).contains("closed");
    assertThat(made()).hasSize(1);
    assertThat(linesOf(fork())).contains("as it was");
  }

  private static boolean isForSnapshot(EngineResource resource) {
    return SessionInventory.place(resource).endsWith(", for its snapshot");
  }

  private List<EngineResource> left(String session) {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> engine.list(kind, Session.SESSION_LABEL, session).stream())
        .toList();
  }
}
