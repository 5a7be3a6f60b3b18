package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ImageName;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Workbench;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left on a real engine when the test JVM ends in a way that it could not prepare for. */
@Tag("docker")
class KilledJvmTests {

  private static final Duration GRACE = Duration.ofSeconds(2);

  /** For a machine with other work. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private final ContainerEngine engine = DockerEngine.open(Settings.load()::get);
  private final List<Process> jvms = new ArrayList<>();

  @AfterEach
  void close() {
    jvms.forEach(Process::destroyForcibly);
    engine.close();
  }

  @Test
  void a_jvm_killed_in_the_middle_of_ten_containers_leaves_nothing() throws IOException {
    Process jvm = forkJvm();
    String session = sessionOf(jvm);
    await().until(() -> !reapers(session).isEmpty());
    assertThat(left(session)).hasSizeGreaterThanOrEqualTo(13);

    jvm.destroyForcibly();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
  }

  @Test
  void a_jvm_that_is_asked_to_end_removes_everything_itself() throws Exception {
    Process jvm = forkJvm();
    String session = sessionOf(jvm);

    jvm.destroy();

    assertThat(jvm.onExit().get().exitValue()).isEqualTo(143);
    assertThat(left(session)).allMatch(KilledJvmTests::isReaper);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
  }

  @Test
  void what_stays_until_a_jvm_has_ended_is_there_for_its_shutdown_hooks_and_gone_at_once_then()
      throws Exception {
    Process jvm = ForkedJvm.of(List.of(), ContainersUntilJvmEnds.class, List.of("10m")).start();
    jvms.add(jvm);

    List<String> output = jvm.inputReader(StandardCharsets.UTF_8).lines().toList();

    assertThat(jvm.waitFor()).isZero();
    assertThat(output).hasSize(3).endsWith("closed", "still there");
    String session = output.get(0).replaceFirst("session ", "");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
  }

  @Test
  void a_reaper_that_is_removed_gets_a_successor() throws IOException {
    Process jvm = forkJvm();
    String session = sessionOf(jvm);
    await().until(() -> !reapers(session).isEmpty());
    EngineResource first = reapers(session).get(0);

    engine.remove(Kind.CONTAINER, first.id());

    await()
        .untilAsserted(
            () ->
                assertThat(reapers(session))
                    .isNotEmpty()
                    .noneMatch(r -> r.id().equals(first.id())));
    assertThat(left(session)).hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void a_jvm_killed_before_a_reaper_runs_in_a_container_leaves_nothing() throws IOException {
    Process jvm = forkJvm("mayfly.reaper.socket=/dev/null");
    String session = sessionOf(jvm);
    assertThat(jvm.children()).hasSize(1);

    jvm.destroyForcibly();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
  }

  @Test
  void what_kills_the_jvms_whole_process_group_spares_the_reaper_beside_it() throws Exception {
    ProcessBuilder alone = builder("mayfly.reaper.socket=/dev/null");
    alone.command().add(0, "setsid");
    Process jvm = alone.start();
    jvms.add(jvm);
    String session = sessionOf(jvm);
    List<ProcessHandle> reapers = jvm.children().toList();

    int killed = new ProcessBuilder("kill", "-9", "--", "-" + jvm.pid()).start().waitFor();

    assertThat(killed).isZero();
    assertThat(jvm.waitFor()).isEqualTo(137);
    assertThat(reapers).hasSize(1).allMatch(ProcessHandle::isAlive);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
    await().atMost(PATIENCE).until(() -> reapers.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void the_reaper_beside_a_jvm_has_nothing_of_the_jvms_and_ends_with_it() throws Exception {
    Process jvm = forkJvm();
    String session = sessionOf(jvm);
    ProcessHandle reaper = jvm.children().findFirst().orElseThrow();
    Path proc = Path.of("/proc", String.valueOf(reaper.pid()));
    assertThat(Files.readAllBytes(proc.resolve("environ"))).isEmpty();
    assertThat(proc.resolve("cwd").toRealPath()).isEqualTo(Path.of("/"));
    try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
      assertThat(open.map(KilledJvmTests::target))
          .hasSize(3)
          .allMatch(to -> to.startsWith("pipe:"));
    }
    Path program = Path.of(target(proc.resolve("exe")).replace(" (deleted)", ""));
    assertThat(program.getParent()).as("the folder of the program").doesNotExist();

    jvm.destroy();

    assertThat(jvm.onExit().get().exitValue()).isEqualTo(143);
    await().atMost(PATIENCE).until(() -> !reaper.isAlive());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void where_no_reaper_runs_on_this_machine_a_small_jvm_takes_the_place_of_one_in_a_container()
      throws IOException {
    Process jvm = forkJvm("mayfly.reaper.socket=/dev/null", "tmpdir=/proc");
    String session = sessionOf(jvm);
    await().atMost(PATIENCE).until(() -> jvm.children().findAny().isPresent());

    jvm.destroyForcibly();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
  }

  @Test
  void a_reaper_that_is_shown_another_engine_does_not_watch_it() throws IOException {
    Path socket = directory.resolve("d.sock");
    try (UnixServer other = UnixServer.emptyEngine(socket)) {
      Process jvm = forkJvm("mayfly.reaper.socket=" + socket);
      String session = sessionOf(jvm);
      await().atMost(PATIENCE).until(() -> other.clients() > 0);

      jvm.destroyForcibly();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
    }
  }

  @Test
  void a_reaper_uses_the_socket_that_its_jvm_was_given() throws IOException {
    Path socket = directory.resolve("d.sock");
    Path engines = Path.of(URI.create(engine.address()).getPath());
    try (UnixServer way = UnixServer.relay(socket, engines)) {
      Process jvm = forkJvm("mayfly.docker.host=unix://" + socket);
      String session = sessionOf(jvm);
      await().atMost(PATIENCE).until(() -> !reapers(session).isEmpty());
      String reaper = reapers(session).get(0).id();
      assertThat(engine.inspectContainer(reaper).json()).contains(socket.toString());
      int before = way.clients();

      jvm.destroyForcibly();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
      assertThat(way.clients()).isGreaterThan(before);
    }
  }

  @Test
  void an_image_with_a_reapers_label_keeps_nobody_from_cleaning_up() throws IOException {
    try (Workbench bench = Workbench.of(engine, "busybox:1.35")) {
      ImageName image = ImageName.parse(bench.name("posing"));
      Map<String, String> posing = Map.of("dev.mayfly.reaper", "x", "dev.mayfly.session", "y");
      engine.commit(bench.create(bench.sleeper()), image, posing);
      Process jvm = forkJvm("image=" + image);
      String session = sessionOf(jvm);
      await().atMost(PATIENCE).until(() -> !reapers(session).isEmpty());
      assertThat(reapers(session)).hasSize(1);

      jvm.destroyForcibly();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(left(session)).isEmpty());
    }
  }

  private List<EngineResource> reapers(String session) {
    return left(session).stream()
        .filter(KilledJvmTests::isReaper)
        .filter(reaper -> engine.inspectContainer(reaper.id()).startedAt().toEpochMilli() > 0)
        .toList();
  }

  private static boolean isReaper(EngineResource resource) {
    return Session.isReaper(resource);
  }

  private List<EngineResource> left(String session) {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> engine.list(kind, Session.SESSION_LABEL, session).stream())
        .toList();
  }

  private static String sessionOf(Process jvm) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    String session = "";
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      session = line.startsWith("session ") ? line.substring("session ".length()) : session;
      if (line.equals("running")) {
        return session;
      }
    }
    throw new AssertionError("The forked JVM ended before its containers ran.");
  }

  private Process forkJvm(String... settings) throws IOException {
    Process jvm = builder(settings).start();
    jvms.add(jvm);
    return jvm;
  }

  /** {@code tmpdir} is the JVM's folder for temporary files. */
  private static ProcessBuilder builder(String... settings) {
    List<String> options = new ArrayList<>();
    List<String> arguments = new ArrayList<>(List.of("10", GRACE.toSeconds() + "s"));
    for (String setting : settings) {
      String folder = setting.replaceFirst("^tmpdir=", "");
      if (folder.equals(setting)) {
        arguments.add(setting);
      } else {
        options.add("-Djava.io.tmpdir=" + folder);
      }
    }
    return ForkedJvm.of(options, SleepingContainers.class, arguments);
  }
}
