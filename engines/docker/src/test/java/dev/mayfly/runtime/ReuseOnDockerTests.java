package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run leaves for the next on a real engine, and when it goes. */
@Tag("docker")
class ReuseOnDockerTests {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final ContainerEngine engine = DockerEngine.open(Settings.load()::get);
  private final List<ForkedLease> jvms = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void end() throws InterruptedException {
    for (ForkedLease jvm : jvms) {
      jvm.kill();
    }
    left().stream()
        .sorted(Comparator.comparing(EngineResource::kind))
        .forEach(one -> engine.remove(one.kind(), one.id()));
    engine.close();
  }

  @Test
  void the_next_run_finds_it_also_after_a_kill_and_after_it_was_stopped() throws Exception {
    ForkedLease first = fork("mayfly.reuse.for=1h");
    String id = first.lease();
    first.end();
    ForkedLease killed = fork("mayfly.reuse.for=1h");
    assertThat(killed.lease()).isEqualTo(id);
    killed.kill();
    ForkedLease third = fork("mayfly.reuse.for=1h");
    assertThat(third.lease()).isEqualTo(id);
    third.end();

    engine.killContainer(id, "SIGKILL"); // as the engine's end does with it, and with its reaper
    reapers().forEach(reaper -> engine.remove(Kind.CONTAINER, reaper.id()));

    ForkedLease fourth = fork("mayfly.reuse.for=1h");
    assertThat(fourth.lease()).isEqualTo(id);
    fourth.end();
    assertThat(containers()).hasSize(1);
    assertThat(reapers()).as("the fourth run's waits").hasSize(1);
  }

  @Test
  void of_jvms_that_ask_at_once_for_what_was_stopped_one_starts_it() throws Exception {
    ForkedLease before = fork("mayfly.reuse.for=1h");
    String id = before.lease();
    before.end();
    engine.stopContainer(id, Duration.ZERO);

    List<ForkedLease> racers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      racers.add(fork("mayfly.reuse.for=1h"));
    }
    for (ForkedLease jvm : racers) {
      jvm.says("open");
    }
    for (ForkedLease jvm : racers) {
      jvm.tell();
    }

    for (ForkedLease jvm : racers) {
      assertThat(jvm.leased()).isEqualTo(id);
    }
    assertThat(engine.logs(id, Instant.EPOCH, 0)).as("a line for each start").hasSize(2);
  }

  @Test
  void when_nobody_comes_again_the_reaper_removes_everything() throws Exception {
    ForkedLease only = fork("mayfly.reuse.for=1s");
    only.lease();
    only.end();

    assertThat(containers()).hasSize(1);
    await().atMost(SOON).until(() -> left().isEmpty());
  }

  @Test
  void a_killed_run_leaves_a_container_that_waits_and_no_process() throws Exception {
    ForkedLease usual = fork("mayfly.reuse=off");
    usual.lease();
    assertThat(processes(sessionOf(containers().get(0)))).as("the reaper beside it").isNotEmpty();
    usual.end();
    await().atMost(SOON).until(() -> left().isEmpty());

    ForkedLease only = fork("mayfly.reuse.for=1h");
    only.lease();
    String session = sessionOf(containers().get(0));
    await().atMost(SOON).until(() -> processes(session).isEmpty());
    only.kill();

    assertThat(processes(session)).isEmpty();
    assertThat(reapers()).hasSize(1);
    assertThat(containers()).hasSize(1);
  }

  private static String sessionOf(EngineResource resource) {
    return resource.labels().getOrDefault(Session.SESSION_LABEL, "");
  }

  private static List<ProcessHandle> processes(String session) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().commandLine().filter(line -> line.contains(session)).isPresent())
        .filter(process -> process.parent().filter(ReuseOnDockerTests::isShim).isEmpty())
        .toList();
  }

  /** The reaper's container is a process of this machine too. */
  private static boolean isShim(ProcessHandle parent) {
    return parent
        .info()
        .command()
        .filter(command -> command.contains("shim") || command.endsWith("/conmon"))
        .isPresent();
  }

  @Test
  void one_that_was_paused_and_lost_its_network_is_reached_again() {
    ContainerSpec web =
        ContainerSpec.of("busybox:1.35")
            .command("httpd", "-f", "-p", "8080", "-h", "/")
            .expose(8080)
            .readyWhen(ReadyWhen.port(8080));
    String id;
    try (Containers run = open()) {
      id = lease(run, web).id();
    }
    String network = engine.inspectContainer(id).addresses().keySet().iterator().next();
    engine.disconnect(network, id);
    engine.pauseContainer(id);

    try (Containers run = open()) {
      RunningContainer again = lease(run, web);

      assertThat(again.id()).isEqualTo(id);
      assertThat(engine.inspectContainer(id).addresses()).containsKey(network);
      assertThat(again.port(8080)).isPositive();
    }
  }

  private Containers open() {
    return Containers.open(
        Settings.of(
            Map.of(
                "mayfly.build.dir", folder.toString(),
                "mayfly.reuse", "always",
                "mayfly.report", "off")));
  }

  private static RunningContainer lease(Containers run, ContainerSpec spec) {
    return run.orchestrator().lease(new StartRequest(spec, "web", "field T.web"));
  }

  private List<EngineResource> left() {
    return Stream.of(Kind.values())
        .flatMap(kind -> engine.list(kind, Session.OWNER_LABEL, null).stream())
        .filter(
            one -> one.labels().getOrDefault(Session.OWNER_LABEL, "").contains(folder.toString()))
        .toList();
  }

  private List<EngineResource> containers() {
    return left().stream()
        .filter(one -> one.kind() == Kind.CONTAINER && !Session.isReaper(one))
        .toList();
  }

  private List<EngineResource> reapers() {
    return left().stream().filter(Session::isReaper).toList();
  }

  private ForkedLease fork(String setting) throws IOException {
    ForkedLease jvm =
        ForkedLease.of(
            "mayfly.build.dir=" + folder,
            "mayfly.build.id=test",
            "mayfly.build.linger=1s",
            "mayfly.reuse=always",
            setting);
    jvms.add(jvm);
    return jvm;
  }
}
