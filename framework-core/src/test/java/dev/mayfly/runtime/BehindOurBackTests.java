package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.exit;
import static dev.mayfly.ready.ReadyWhen.port;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.ExecResult;
import dev.mayfly.FileSource;
import dev.mayfly.MayflyException;
import dev.mayfly.Moment;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.forward.StableAddress;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a container that others than Mayfly end, start again or remove. */
class BehindOurBackTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  @TempDir private Path folder;

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private RunningContainer web() {
    engine
        .image("web:1")
        .listens(80)
        .exec((container, command) -> new ExecResult(0, "hello".getBytes(UTF_8), new byte[0]));
    return containers.orchestrator().start(request(ContainerSpec.of("web:1").expose(80)));
  }

  private static StartRequest request(ContainerSpec spec) {
    return new StartRequest(spec.readyWhen(port(80)), "web", "field T.web");
  }

  /** Events take their time, as a real engine does for a restart. */
  private void restart(RunningContainer container) {
    int before = engine.inspectContainer(container.id()).ports().get(Port.tcp(80));
    engine.stopContainer(container.id(), Duration.ZERO);
    engine.startContainer(container.id());
    await().until(() -> container.mappedAddress(80).getPort() != before);
  }

  private static void reach(RunningContainer container) throws IOException {
    new Socket(container.host(), container.port(80)).close();
  }

  /** What leads nowhere is accepted, and ends at once. */
  private static void answer(int port) throws IOException {
    try (Socket socket = new Socket(StableAddress.HOST, port)) {
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).isEqualTo("hello");
    }
  }

  @Test
  void a_container_that_was_restarted_is_reached_by_its_new_port() throws IOException {
    RunningContainer web = web();
    int before = web.port(80);

    restart(web);

    assertThat(web.port(80)).isNotEqualTo(before);
    assertThat(web.ports().values()).containsExactly(web.port(80));
    assertThat(web.mappedAddress(80).getPort()).isEqualTo(web.port(80));
    reach(web);
    restart(web);
    reach(web);
  }

  @Test
  void a_stable_address_leads_to_it_without_being_asked_for() {
    engine.image("web:1").serves(80, (in, out) -> out.write("hello".getBytes(UTF_8)));
    RunningContainer web =
        containers.start(ContainerSpec.of("web:1").expose(80).stableAddress().readyWhen(port(80)));
    int stable = web.port(80);

    engine.stopContainer(web.id(), Duration.ZERO);
    engine.startContainer(web.id());

    await().untilAsserted(() -> answer(stable));
    assertThat(web.port(80)).isEqualTo(stable);
  }

  @Test
  void what_is_hooked_to_a_start_is_done_whoever_starts_it() {
    engine.image("web:1").listens(80);
    List<Integer> ports = new CopyOnWriteArrayList<>();
    RunningContainer web =
        containers.start(
            ContainerSpec.of("web:1")
                .expose(80)
                .readyWhen(port(80))
                .when(Moment.STARTED, occasion -> ports.add(occasion.container().port(80))));
    web.restart(Duration.ZERO);
    assertThat(ports).hasSize(2);

    restart(web);

    await().until(() -> ports.size() == 3);
    assertThat(ports).last().isEqualTo(web.port(80));
    web.restart(Duration.ZERO);
    assertThat(ports).hasSize(4);
  }

  @Test
  void one_that_ended_says_with_its_place_how_and_what_it_logged_last() {
    Gate crash = new Gate();
    engine.image("web:1").listens(80).after(crash).logsError("FATAL: disk full").exits(3);
    RunningContainer web =
        containers.orchestrator().start(request(ContainerSpec.of("web:1").expose(80)));

    crash.open();
    await().untilAsserted(() -> assertThatThrownBy(() -> web.port(80)).isNotNull());

    for (Runnable question :
        new Runnable[] {
          () -> web.port(80),
          () -> web.url(80),
          web::ports,
          () -> web.mappedAddress(80),
          () -> web.exec("true"),
          web::stats,
          web::pause,
          () -> web.kill("SIGHUP")
        }) {
      assertThatThrownBy(question::run)
          .isInstanceOf(MayflyException.class)
          .hasMessage(
              """
              field T.web: web:1 does not run any more
                state: exited with exit code 3
                try: read the log below: the program ended by itself. running().start() starts it again.
                log, last lines:
                  FATAL: disk full""");
    }
    assertThat(web.logs()).isEqualTo("FATAL: disk full\n");
    assertThat(web.isRunning()).isFalse();
    assertThat(web.host()).isNotEmpty();
    assertThat(web.name()).isNotEmpty();
  }

  @Test
  void one_that_was_ended_and_is_started_again_by_others_answers_again() throws IOException {
    RunningContainer web = web();
    web.stop(Duration.ZERO);
    assertThatThrownBy(() -> web.port(80)).hasMessageContaining("it was stopped at");

    engine.startContainer(web.id());
    await().untilAsserted(() -> reach(web));

    assertThat(web.exec("greet").stdout()).isEqualTo("hello");
  }

  @Test
  void one_that_was_removed_is_told_to_be_gone() {
    RunningContainer web = web();

    engine.remove(Kind.CONTAINER, web.id());
    await().untilAsserted(() -> assertThatThrownBy(() -> web.port(80)).isNotNull());

    assertThatThrownBy(() -> web.port(80))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll("field T.web: web:1 is gone", web.id(), "docker rm");
    assertThatThrownBy(() -> web.exec("greet")).hasMessageContaining("is gone");
    assertThat(web.isRunning()).isFalse();
    assertThatThrownBy(web::start).hasMessageContaining("web:1 is gone");
    assertThatThrownBy(web::logs).hasMessageContaining("web:1 is gone");
    assertThatThrownBy(web::inspect).hasMessageContaining("web:1 is gone");
    assertThatThrownBy(() -> web.readFile("/etc/hosts")).hasMessageContaining("web:1 is gone");
    assertThatThrownBy(() -> web.copyOut("/etc", folder)).hasMessageContaining("web:1 is gone");
    assertThatThrownBy(() -> web.copyIn(CopiedFile.of(FileSource.text("x"), "/x")))
        .hasMessageContaining("web:1 is gone");
    web.close();
  }

  @Test
  void without_events_the_engine_is_asked_each_time() throws IOException {
    RunningContainer web = web();
    reach(web);
    engine.breakStreams();

    for (int i = 0; i < 2; i++) {
      engine.stopContainer(web.id(), Duration.ZERO);
      engine.startContainer(web.id());
      reach(web);
    }
  }

  @Test
  void one_that_was_to_end_is_no_death_until_it_is_asked_for_a_port() {
    engine.image("job:1").logs("done").exits(0);
    RunningContainer job =
        containers.start(ContainerSpec.of("job:1").expose(80).readyWhen(exit(0)));

    assertThat(job.logs()).isEqualTo("done\n");
    await().untilAsserted(() -> assertThatThrownBy(() -> job.port(80)).isNotNull());
    assertThatThrownBy(() -> job.port(80))
        .hasMessageContaining("does not run any more")
        .hasMessageContaining("try: running().start() starts it again.");
  }

  @Test
  void what_is_known_is_not_asked_for_again() {
    RunningContainer web = web();
    int port = web.port(80);
    engine.failNext("inspectContainer", new IllegalStateException("asked again"));

    assertThat(web.port(80)).isEqualTo(port);
    assertThat(web.port(80)).isEqualTo(port);

    assertThatThrownBy(web::isRunning).hasMessage("asked again");
  }
}
