package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.check;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.running;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.Moment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start takes of the engine and of this machine, and what becomes of it. */
class StartSequenceTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);
  private final AtomicInteger port = new AtomicInteger();
  private final ContainerSpec web =
      ContainerSpec.of("web:1")
          .expose(80)
          .stableAddress()
          .readyWhen(running())
          .when(Moment.STARTED, at -> port.set(at.container().port(80)));

  StartSequenceTests() {
    engine.image("web:1").listens(80);
  }

  @AfterEach
  void close() {
    containers.close();
  }

  private void bindPort() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(port.get(), 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(socket.isBound()).isTrue();
    }
  }

  /** The system keeps it until the thread that accepted connections has noticed. */
  private void assertThatPortIsFree() {
    await().ignoreExceptionsInstanceOf(BindException.class).untilAsserted(this::bindPort);
  }

  @Test
  void a_start_that_fails_gives_its_stable_address_back() {
    ContainerSpec broken = web.readyWhen(check("it works", probe -> Look.never("it is broken")));

    assertThatThrownBy(() -> containers.start(broken)).hasMessageContaining("it is broken");

    assertThatPortIsFree();
  }

  @Test
  void a_session_that_closes_gives_the_stable_addresses_of_its_containers_back() {
    containers.start(web);
    assertThatThrownBy(this::bindPort).isInstanceOf(IOException.class);

    containers.close();

    assertThatPortIsFree();
  }

  @Test
  void a_container_is_on_its_network_from_its_creation() {
    NetworkSpec net = NetworkSpec.of("net");

    RunningContainer app =
        containers.start(ContainerSpec.of("web:1").network(net, "app").readyWhen(running()));

    assertThat(app.ipAddress(net)).isNotEmpty();
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("connect "));
  }

  @Test
  void what_is_to_be_copied_is_in_the_container_before_its_process_starts() {
    engine.image("reader:1").does(run -> run.log("read " + new String(run.readFile("/in"), UTF_8)));

    RunningContainer reader =
        containers.start(
            ContainerSpec.of("reader:1")
                .copy(FileSource.text("all of it"), "/in")
                .readyWhen(log("read all of it")));

    assertThat(reader.readFile("/in")).asString(UTF_8).isEqualTo("all of it");
  }

  @Test
  void secrets_of_a_copied_file_are_starred_in_the_failure(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("app.properties"), "password=hunter2-x9");
    engine.image("leaky:1").logsError("FATAL: hunter2-x9 is wrong").exits(1);
    ContainerSpec leaky =
        ContainerSpec.of("leaky:1").copy(FileSource.path(file), "/app.properties");

    assertThatThrownBy(() -> containers.start(leaky.readyWhen(log("up"))))
        .hasMessageContaining("FATAL: *** is wrong");
  }

  @Test
  void images_are_fetched_ahead_and_one_that_can_not_be_had_is_told_by_its_start() {
    engine.registry("later:1");
    ContainerSpec later = ContainerSpec.of("later:1").readyWhen(running());
    ContainerSpec lacking = ContainerSpec.of("lacking:1");

    containers.orchestrator().prepare(List.of(lacking, later));
    await().until(() -> engine.findImage(dev.mayfly.ImageName.parse("later:1")).isPresent());

    assertThat(containers.start(later).isRunning()).isTrue();
    assertThat(engine.calls()).filteredOn("pull later:1"::equals).hasSize(1);
    assertThatThrownBy(() -> containers.start(lacking)).hasMessageContaining("lacking:1");
  }

  @Test
  void a_session_that_ends_with_its_jvm_leaves_its_containers_but_for_those_with_hooks() {
    engine.localReapers().say("ready");
    Containers watched =
        Containers.on(
            engine,
            Settings.of(java.util.Map.of("mayfly.sweep.enabled", "false", "mayfly.report", "off")));
    AtomicInteger stopping = new AtomicInteger();
    RunningContainer left = watched.start(ContainerSpec.of("web:1").readyWhen(running()));
    watched.start(
        ContainerSpec.of("web:1")
            .readyWhen(running())
            .when(Moment.STOPPING, at -> stopping.incrementAndGet()));

    watched.orchestrator().closeWithJvm();

    assertThat(stopping).hasValue(1);
    assertThat(engine.list(Kind.CONTAINER, Session.SESSION_LABEL, watched.sessionId()))
        .filteredOn(one -> !Session.isReaper(one))
        .extracting(EngineResource::id)
        .containsExactly(left.id());
    engine.remove(Kind.CONTAINER, left.id());
  }
}
