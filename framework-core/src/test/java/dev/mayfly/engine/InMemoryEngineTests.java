package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.Port;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.ready.Probe.Health;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a test can do with the in-memory engine beside what the contract asks of all engines. */
final class InMemoryEngineTests {

  private final InMemoryEngine engine = new InMemoryEngine();

  private String start(ContainerSpec spec) {
    String id = create(spec);
    engine.startContainer(id);
    return id;
  }

  private String create(ContainerSpec spec) {
    return engine.createContainer(request(spec));
  }

  private static ContainerRequest request(ContainerSpec spec) {
    return ContainerRequest.of(
        "one", spec.image().toString(), spec, Map.of("k", "v"), List.of(), Map.of());
  }

  private Status status(String id) {
    return engine.inspectContainer(id).status();
  }

  @Test
  void steps_are_taken_before_the_start_returns_up_to_the_first_gate() {
    Gate gate = new Gate();
    engine.image("redis:7").logs("Loading").after(gate).logs("Ready").exits(3);

    String id = start(ContainerSpec.of("redis:7"));
    assertThat(Workbench.texts(engine.logs(id, Instant.EPOCH, 0))).containsExactly("Loading");
    assertThat(status(id)).isEqualTo(Status.RUNNING);

    gate.open();
    assertThat(Workbench.texts(engine.logs(id, Instant.EPOCH, 0)))
        .containsExactly("Loading", "Ready");
    assertThat(engine.inspectContainer(id).exitCode()).isEqualTo(3);
  }

  @Test
  void a_gate_that_opens_after_the_end_does_nothing() {
    Gate gate = new Gate();
    engine.image("redis:7").after(gate).logs("too late").exits(3);
    String id = start(ContainerSpec.of("redis:7"));
    engine.stopContainer(id, Duration.ZERO);

    gate.open();

    assertThat(engine.logs(id, Instant.EPOCH, 0)).isEmpty();
    assertThat(engine.inspectContainer(id).exitCode()).isEqualTo(143);
  }

  @Test
  void a_mapped_port_refuses_until_the_program_listens_and_after_its_end() throws IOException {
    Gate gate = new Gate();
    engine
        .image("redis:7")
        .after(gate)
        .serves(
            6379,
            (in, out) -> {
              out.write('+');
              in.transferTo(out);
            });
    String id = start(ContainerSpec.of("redis:7").expose(6379));
    int port = engine.inspectContainer(id).ports().get(Port.tcp(6379));

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new Socket("127.0.0.1", port));

    gate.open();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      assertThat(socket.getInputStream().read()).isEqualTo('+');
      engine.killContainer(id, "SIGKILL");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new Socket("127.0.0.1", port));
  }

  @Test
  void a_program_can_answer_a_connection() throws IOException {
    engine.image("echo:1").serves(7, (in, out) -> out.write(in.read() + 1));
    String id = start(ContainerSpec.of("echo:1").expose(7));

    try (Socket socket =
        new Socket("127.0.0.1", engine.inspectContainer(id).ports().get(Port.tcp(7)))) {
      socket.getOutputStream().write(41);
      assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  void a_fixed_port_that_is_taken_refuses_the_start() throws IOException {
    engine.image("redis:7");
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      ContainerSpec spec =
          ContainerSpec.of("redis:7").fixedPort(taken.getLocalPort(), Port.tcp(6379));

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> start(spec))
          .withMessageContaining("port is already allocated");
    }
    assertThat(engine.list(Kind.CONTAINER, "k", null)).hasSize(1);
  }

  @Test
  void health_and_lack_of_memory_are_told() {
    Gate gate = new Gate();
    engine.image("web:1").healthAfter(gate).becomes(Health.UNHEALTHY).runsOutOfMemory();
    List<EngineEvent.Kind> seen = new CopyOnWriteArrayList<>();
    engine.events("k", "v", event -> seen.add(event.kind()), () -> {});

    String id = start(ContainerSpec.of("web:1"));
    assertThat(engine.inspectContainer(id).health()).isEqualTo(Health.STARTING);
    gate.open();

    assertThat(engine.inspectContainer(id).oomKilled()).isTrue();
    assertThat(engine.inspectContainer(id).exitCode()).isEqualTo(137);
    await()
        .untilAsserted(
            () ->
                assertThat(seen)
                    .containsExactly(
                        EngineEvent.Kind.STARTED,
                        EngineEvent.Kind.HEALTHY,
                        EngineEvent.Kind.UNHEALTHY,
                        EngineEvent.Kind.OUT_OF_MEMORY,
                        EngineEvent.Kind.DIED));
  }

  @Test
  void a_program_that_ignores_the_stop_signal_is_killed() {
    engine.image("stubborn:1").ignoresStop();
    String id = start(ContainerSpec.of("stubborn:1"));

    engine.stopContainer(id, Duration.ofSeconds(10));

    assertThat(engine.inspectContainer(id).exitCode()).isEqualTo(137);
  }

  @Test
  void images_of_the_registry_can_be_pulled_and_others_not() {
    engine.registry("redis:7").logs("pulled");
    List<String> progress = new CopyOnWriteArrayList<>();

    engine.pullImage(ImageName.parse("redis:7"), null, progress::add);

    assertThat(engine.findImage(ImageName.parse("docker.io/library/redis:7"))).isPresent();
    assertThat(progress).contains("Pulling from library/redis");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.pullImage(ImageName.parse("redis:8"), null, line -> {}))
        .withMessageContaining("manifest for redis:8 not found");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.pullImage(ImageName.parse("rediss:7"), null, line -> {}))
        .withMessageContaining("pull access denied for rediss:7");
  }

  @Test
  void the_next_call_fails_as_often_as_it_was_told_to() {
    engine.image("redis:7");
    String id = create(ContainerSpec.of("redis:7"));
    engine.failNext("startContainer", new EngineException(500, "first"));
    engine.failNext("startContainer", new EngineException(500, "second"));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.startContainer(id))
        .withMessage("first");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.startContainer(id))
        .withMessage("second");
    engine.startContainer(id);
    assertThat(status(id)).isEqualTo(Status.RUNNING);
  }

  @Test
  void a_fault_needs_a_method_that_there_is() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> engine.failNext("startContainr", new EngineException(500, "")))
        .withMessageContaining("startContainr");
  }

  @Test
  void a_blocked_call_waits_for_its_gate() throws InterruptedException {
    engine.image("redis:7");
    String id = create(ContainerSpec.of("redis:7"));
    Gate gate = engine.blockNext("startContainer");

    CompletableFuture<Void> start = CompletableFuture.runAsync(() -> engine.startContainer(id));
    gate.awaitArrival();
    assertThat(status(id)).isEqualTo(Status.CREATED);

    gate.open();
    start.join();
    assertThat(status(id)).isEqualTo(Status.RUNNING);
  }

  @Test
  void a_lost_engine_fails_every_call_and_breaks_all_streams() {
    engine.image("redis:7", Busybox.program());
    String id =
        engine.createContainer(request(ContainerSpec.of("redis:7").command("cat")).openStdin());
    engine.startContainer(id);
    List<String> seen = new CopyOnWriteArrayList<>();
    engine.events("k", "v", event -> {}, () -> seen.add("events lost"));
    engine.followLogs(id, Instant.EPOCH, line -> {}, () -> seen.add("log ended"));
    engine.attach(id);

    engine.lose();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.inspectContainer(id))
        .matches(EngineException::isUnreachable);
    await().until(() -> seen.containsAll(List.of("events lost", "log ended")));
    engine.recover();
    assertThat(status(id)).as("its standard input was closed").isEqualTo(Status.EXITED);
  }

  @Test
  void calls_are_recorded_in_order_and_by_name() {
    engine.image("redis:7");
    String id = start(ContainerSpec.of("redis:7"));
    engine.inspectContainer(id);
    engine.remove(Kind.CONTAINER, id);
    engine.remove(Kind.CONTAINER, "gone");

    assertThat(engine.calls())
        .containsExactly(
            "create one", "start one", "remove CONTAINER one", "remove CONTAINER gone");
  }

  @Test
  void what_is_left_is_known_and_what_was_there_before_does_not_count() {
    engine.image("redis:7");
    assertThat(engine.leftovers()).isEmpty();

    String id = create(ContainerSpec.of("redis:7"));
    engine.createVolume("data", Map.of());
    engine.commit(id, ImageName.parse("copy:1"), Map.of("k", "v"));

    assertThat(engine.leftovers())
        .extracting(EngineResource::name)
        .containsExactly("one", "data", "copy:1");
  }

  @Test
  void a_volume_that_is_used_and_an_image_that_runs_are_not_removed() {
    engine.image("redis:7");
    engine.createVolume("data", Map.of());
    ContainerSpec spec =
        ContainerSpec.of("redis:7").mount(dev.mayfly.Mount.volume("data", "/data"));
    String id =
        engine.createContainer(
            ContainerRequest.of(
                "one", "redis:7", spec, Map.of(), List.of(), Map.of("data", "data")));
    engine.startContainer(id);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.remove(Kind.VOLUME, "data"))
        .matches(EngineException::isConflict);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.remove(Kind.IMAGE, "redis:7"))
        .matches(EngineException::isConflict);
  }
}
