package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaperTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Session session = Session.begin(true);
  private final AtomicBoolean hopeless = new AtomicBoolean();
  private final AtomicReference<String> reason = new AtomicReference<>("");
  private final Reaper reaper = new Reaper(engine, session, Duration.ofSeconds(10), this::giveUp);

  private void giveUp(String trouble) {
    reason.set(trouble);
    hopeless.set(true);
  }

  @AfterEach
  void end() {
    reaper.close(false);
    reapers().forEach(ended -> engine.remove(Kind.CONTAINER, ended.id()));
  }

  @Test
  void a_reaper_is_attached_to_before_it_is_started_and_nothing_is_pulled_for_it() {
    reaper.start();

    await().until(() -> reapers().size() == 1);
    await().until(() -> engine.calls().size() == 3);
    String name = reapers().get(0).name();
    assertThat(engine.calls()).containsExactly("create " + name, "attach " + name, "start " + name);
  }

  @Test
  void a_reaper_that_is_lost_while_the_jvm_lives_gets_a_successor() {
    engine.image(InMemoryEngine.REAPER, new Program().logs("ready"));
    reaper.start();
    await().until(() -> reapers().size() == 1);
    String first = reapers().get(0).id();

    engine.breakStreams();

    await().until(() -> reapers().stream().anyMatch(now -> !now.id().equals(first)));
    assertThat(hopeless).isFalse();
    engine.remove(Kind.CONTAINER, first);
  }

  @Test
  void a_successor_clears_the_session_of_the_suspicion_that_nobody_looks_after_it() {
    engine.image(InMemoryEngine.REAPER, new Program().logs("ready"));
    reaper.start();
    await().until(reaper::isThere);
    engine.createVolume(
        AbandonedSessions.suspicion(session), Map.of(Session.SESSION_LABEL, session.id()));

    engine.breakStreams();

    await().until(() -> engine.list(Kind.VOLUME, Session.SESSION_LABEL, null).isEmpty());
  }

  @Test
  void an_engine_that_refuses_reapers_is_given_up_after_a_few_tries() {
    for (int attempt = 0; attempt < 3; attempt++) {
      engine.failNext("createReaper", new EngineException(403, "no socket mounts here"));
    }

    reaper.start();

    await().untilTrue(hopeless);
    assertThat(reapers()).isEmpty();
  }

  @Test
  void a_reaper_that_cannot_reach_the_socket_is_given_up_after_a_few_tries() {
    engine.image(InMemoryEngine.REAPER, new Program().logsError("error: no such socket").exits(2));

    reaper.start();

    await().untilTrue(hopeless);
    assertThat(reason).hasValue("no such socket");
    assertThat(reaper.isThere()).isFalse();
    assertThat(engine.reaperAttempts()).containsExactly(0, 1, 2);
    reapers().forEach(ended -> engine.remove(Kind.CONTAINER, ended.id()));
  }

  @Test
  void what_has_worked_once_is_tried_first_when_a_reaper_is_lost() {
    engine.failNext("createReaper", new EngineException(400, "no such path"));
    engine.image(InMemoryEngine.REAPER, new Program().logs("ready"));
    reaper.start();
    await().until(reaper::isThere);

    engine.breakStreams();

    await().until(() -> engine.reaperAttempts().size() == 3);
    assertThat(engine.reaperAttempts()).containsExactly(0, 1, 1);
    assertThat(hopeless).isFalse();
  }

  private List<EngineResource> reapers() {
    return engine.list(Kind.CONTAINER, Session.REAPER_LABEL, null);
  }

  @Test
  void an_engine_that_is_away_for_a_while_is_not_given_up() {
    for (int attempt = 0; attempt < 3; attempt++) {
      engine.failNext("createReaper", new EngineException(0, "connection refused"));
      engine.failNext("list", new EngineException(0, "connection refused"));
    }

    reaper.start();

    await().until(() -> engine.calls().stream().anyMatch(call -> call.startsWith("attach ")));
    assertThat(hopeless).isFalse();
  }

  @Test
  void where_containers_can_not_be_attached_to_none_is_left_and_it_is_given_up() {
    for (int attempt = 0; attempt < 3; attempt++) {
      engine.failNext("attach", new EngineException(0, "the proxy hung up"));
    }

    reaper.start();

    await().untilTrue(hopeless);
    assertThat(reapers()).isEmpty();
  }

  @Test
  void where_none_can_take_over_what_is_kept_the_one_that_would_remove_it_is_removed() {
    engine.image(InMemoryEngine.REAPER, new Program().logs("ready"));
    reaper.start();
    await().until(() -> reapers().size() == 1 && reaper.isThere());
    engine.failNext("createReaper", new EngineException(500, "no space left on device"));

    assertThat(reaper.leave(Duration.ofHours(1))).isFalse();

    assertThat(reapers()).isEmpty();
  }
}
