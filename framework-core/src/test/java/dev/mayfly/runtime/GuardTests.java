package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Keep;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.LocalReaperRequest;
import dev.mayfly.engine.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTests {

  private static final ContainerSpec APP = ContainerSpec.of("app:1").keep(Keep.ON_FAILURE);

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers =
      Containers.on(
          engine, Settings.of(Map.of("mayfly.sweep.enabled", "false", "mayfly.report", "off")));

  GuardTests() {
    engine.image("app:1", new Program());
    engine.image(InMemoryEngine.REAPER, new Program().logs("ready"));
  }

  @AfterEach
  void close() {
    containers.close();
    engine
        .list(Kind.CONTAINER, Session.REAPER_LABEL, null)
        .forEach(reaper -> engine.remove(Kind.CONTAINER, reaper.id()));
  }

  @Test
  void nothing_is_created_before_a_reaper_on_this_machine_watches() throws InterruptedException {
    engine.localReapers().say("ready");
    Gate gate = engine.blockNext("startLocalReaper");

    CompletableFuture<RunningContainer> start = startAside();

    gate.awaitArrival();
    assertThat(engine.calls()).containsExactly("watch " + containers.sessionId());
    gate.open();
    start.join();
    assertThat(engine.localReapers().requests())
        .containsExactly(
            new LocalReaperRequest(containers.sessionId(), Duration.ofSeconds(10), false));
  }

  @Test
  void where_none_can_run_on_this_machine_nothing_is_created_before_one_in_a_container_watches()
      throws InterruptedException {
    Gate gate = engine.blockNext("createReaper");

    CompletableFuture<RunningContainer> start = startAside();

    gate.awaitArrival();
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("create mayfly-" + "app"));
    assertThat(creations()).allMatch(call -> call.contains("-reaper-")).hasSize(1);
    gate.open();
    start.join();
    assertThat(creations()).hasSize(2);
  }

  @Test
  void one_that_can_not_watch_is_as_none() {
    engine.localReapers().say("error: cannot reach the engine");

    containers.start(APP);

    assertThat(creations().get(0)).contains("-reaper-");
    assertThat(engine.localReapers().heard()).containsExactly("end");
  }

  @Test
  void one_that_can_not_be_started_is_as_none() {
    engine.failNext("startLocalReaper", new EngineException(0, "Permission denied"));

    containers.start(APP);

    assertThat(creations().get(0)).contains("-reaper-");
  }

  @Test
  void where_neither_can_run_containers_are_started_all_the_same() {
    for (int attempt = 0; attempt < 3; attempt++) {
      engine.failNext("createReaper", new EngineException(403, "no socket mounts here"));
    }

    assertThat(containers.start(APP).isRunning()).isTrue();
  }

  @Test
  void the_one_in_a_container_begins_after_the_first_containers() {
    engine.localReapers().say("ready");

    containers.start(APP);

    await().until(() -> engine.calls().stream().anyMatch(call -> call.startsWith("attach ")));
    assertThat(creations()).hasSize(2);
    assertThat(creations().get(1)).contains("-reaper-");
  }

  @Test
  void the_one_on_this_machine_leaves_the_last_look_to_one_in_a_container() {
    engine.localReapers().say("ready");
    containers.start(APP);
    await().until(this::reaperRuns);

    containers.close();

    assertThat(engine.localReapers().heard()).containsExactly("leave", "end");
  }

  @Test
  void the_one_on_this_machine_has_the_last_look_where_it_is_alone() {
    engine.localReapers().say("ready");
    engine.failNext("createReaper", new EngineException(403, "no socket mounts here"));
    engine.failNext("createReaper", new EngineException(403, "no socket mounts here"));
    engine.failNext("createReaper", new EngineException(403, "no socket mounts here"));
    containers.start(APP);
    await().until(() -> engine.localReapers().heard().equals(List.of("ping")));

    containers.close();

    assertThat(engine.localReapers().heard()).containsExactly("ping", "close", "end");
    assertThat(creations()).hasSize(4);
  }

  @Test
  void a_session_that_is_over_soon_has_none_in_a_container() {
    engine.localReapers().say("ready");
    containers.start(APP);

    containers.close();

    assertThat(engine.localReapers().heard()).containsExactly("leave", "end");
    assertThat(creations()).hasSize(1);
  }

  @Test
  void what_such_a_session_could_not_remove_is_left_to_the_one_on_this_machine() {
    engine.localReapers().say("ready");
    containers.start(APP);
    engine.failNext("remove", new EngineException(409, "is in use"));
    engine.failNext("remove", new EngineException(409, "is in use"));

    containers.close();

    assertThat(engine.localReapers().heard()).containsExactly("close", "end");
  }

  @Test
  void a_session_does_not_wait_for_a_reapers_container_that_is_being_created() throws Exception {
    engine.localReapers().say("ready");
    Gate gate = engine.blockNext("createReaper");
    containers.start(APP);
    gate.awaitArrival();

    containers.close();

    assertThat(engine.localReapers().heard()).containsExactly("early", "end");
    gate.open();
    await().until(() -> engine.leftovers().isEmpty());
  }

  @Test
  void the_one_on_this_machine_leaves_what_is_kept_to_the_last_one_in_a_container() {
    engine.localReapers().say("ready");
    RunningContainer kept = containers.start(APP);
    containers.orchestrator().keepOnFailure(List.of(kept));

    containers.close();

    assertThat(engine.localReapers().heard()).containsExactly("leave", "end");
    assertThat(engine.list(Kind.CONTAINER, Session.SESSION_LABEL, containers.sessionId()))
        .anyMatch(left -> left.id().equals(kept.id()));
    engine.remove(Kind.CONTAINER, kept.id());
  }

  private boolean reaperRuns() {
    return engine.list(Kind.CONTAINER, Session.REAPER_LABEL, null).stream()
        .anyMatch(reaper -> engine.inspectContainer(reaper.id()).status() == Status.RUNNING);
  }

  private CompletableFuture<RunningContainer> startAside() {
    return CompletableFuture.supplyAsync(() -> containers.start(APP));
  }

  private List<String> creations() {
    return engine.calls().stream().filter(call -> call.startsWith("create mayfly-")).toList();
  }
}
