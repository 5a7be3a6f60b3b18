package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerStartException;
import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.ready.ReadyWhen;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Handles that are started by themselves. */
@Tag("docker")
class HandleLifeOnDockerTests {

  private final ContainerEngine engine = Engines.open(Settings.of(Map.of()));
  private final GenericContainer web =
      GenericContainer.of("busybox:1.35").expose(80).command("httpd", "-f", "-p", "80");

  @AfterEach
  void close() {
    web.close();
    engine.close();
  }

  private boolean isOnEngine(String id) {
    try {
      engine.inspectContainer(id);
      return true;
    } catch (EngineException e) {
      return !e.isNotFound();
    }
  }

  @Test
  void a_handle_is_started_stopped_and_started_afresh() {
    assertThat(web.isRunning()).isFalse();
    web.start();
    assertThat(web.isRunning()).isTrue();
    assertThat(web.url(80)).hasScheme("http");
    String first = web.running().id();
    web.start();
    assertThat(web.running().id()).isEqualTo(first);

    web.stop();

    assertThat(web.isRunning()).isFalse();
    assertThat(isOnEngine(first)).isFalse();
    assertThatThrownBy(() -> web.url(80)).hasMessageContaining("belongs to no running test");
    web.stop();
    web.start();
    assertThat(web.running().id()).isNotEqualTo(first);
  }

  @Test
  void closing_leaves_nothing_of_its_session() {
    String session;
    try (GenericContainer handle = web) {
      handle.start();
      session =
          engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null).stream()
              .filter(one -> one.id().equals(handle.running().id()))
              .map(one -> one.labels().get(Session.SESSION_LABEL))
              .findFirst()
              .orElseThrow();
    }
    web.close();
    for (Kind kind : Kind.values()) { // a reaper that was just begun goes a moment later
      await()
          .untilAsserted(
              () -> assertThat(engine.list(kind, Session.SESSION_LABEL, session)).isEmpty());
    }
  }

  @Test
  void who_starts_it_at_the_same_time_gets_the_same_container() {
    assertThat(
            IntStream.range(0, 8)
                .parallel()
                .mapToObj(
                    i -> {
                      web.start();
                      return web.running().id();
                    })
                .distinct())
        .hasSize(1);
  }

  @Test
  void one_whose_process_has_ended_is_started_again() {
    web.start();
    String id = web.running().id();
    web.running().stop(Duration.ZERO);
    assertThat(web.isRunning()).isFalse();
    web.start();
    assertThat(web.running().id()).isEqualTo(id);
    assertThat(web.isRunning()).isTrue();
  }

  @Test
  void a_start_that_fails_leaves_the_handle_free() {
    GenericContainer broken =
        GenericContainer.of("busybox:1.35").command("false").readyWhen(ReadyWhen.log("never"));
    assertThatThrownBy(broken::start).isInstanceOf(ContainerStartException.class);
    assertThat(broken.isRunning()).isFalse();
    assertThatThrownBy(broken::start).isInstanceOf(ContainerStartException.class);
  }

  @Test
  void a_session_refuses_what_was_started_by_itself() {
    web.start();
    try (Containers session = Containers.open()) {
      assertThatThrownBy(() -> session.start(web))
          .isInstanceOf(MayflyException.class)
          .hasMessageContaining("another session's");
      web.stop();
      session.start(web);
      assertThat(web.isRunning()).isTrue();
    }
    assertThat(web.isRunning()).isFalse();
  }
}
