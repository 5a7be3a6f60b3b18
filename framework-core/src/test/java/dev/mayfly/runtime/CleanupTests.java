package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CleanupTests {

  private final InMemoryEngine engine = new InMemoryEngine();

  @Test
  void closing_removes_containers_then_networks_then_volumes() {
    Containers containers = open(Map.of());
    start(containers);

    containers.close();

    assertThat(engine.leftovers()).isEmpty();
    assertThat(engine.calls())
        .filteredOn(call -> call.startsWith("remove"))
        .extracting(call -> call.split(" ")[1])
        .containsExactly("CONTAINER", "NETWORK", "VOLUME");
  }

  @Test
  void closing_twice_and_closing_a_container_before_its_session_do_nothing_more() {
    Containers containers = open(Map.of());
    RunningContainer container = start(containers);

    container.close();
    container.close();
    containers.close();
    containers.close();

    assertThat(engine.calls()).filteredOn(call -> call.startsWith("remove CONTAINER")).hasSize(1);
  }

  @Test
  void what_the_engine_does_not_remove_is_reported_and_fails_the_run_when_asked_to() {
    Containers containers = open(Map.of("mayfly.leaks.fail", "true"));
    start(containers);
    engine.failNext("remove", new EngineException(500, "device busy"));
    engine.failNext("remove", new EngineException(500, "device busy"));

    assertThatThrownBy(containers::close)
        .hasMessageContainingAll("could not remove everything", "device busy");
  }

  @Test
  void a_removal_that_fails_once_is_tried_again() {
    Containers containers = open(Map.of("mayfly.leaks.fail", "true"));
    start(containers);
    engine.failNext("remove", new EngineException(500, "device busy"));

    containers.close();

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_session_sweeps_what_a_dead_one_left_and_nothing_else() {
    Session dead = new Session("dead", DeadOwner.label(), true);
    Session alive = Session.begin(true);
    engine.createNetwork("dead", NetworkSpec.of("dead"), dead.labels());
    engine.createVolume("alive", alive.labels());
    engine.createVolume(
        "elsewhere", Map.of(Session.SESSION_LABEL, "x", Session.OWNER_LABEL, "h 1 1"));
    engine.createVolume("users", Map.of());

    try (Containers containers = open(Map.of("mayfly.sweep.enabled", "true"))) {
      start(containers);
      await().until(() -> names(Kind.NETWORK).stream().noneMatch("dead"::equals));
    }

    assertThat(names(Kind.VOLUME)).containsExactlyInAnyOrder("alive", "elsewhere");
  }

  private final Session session = new Session("mine", "", true);
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Cleanup cleanup =
      new Cleanup(engine, session, Runnable::run, () -> told.add("first"), () -> told.add("each"));

  private String create(String name, Map<String, String> more) {
    engine.image("app:1", new Program());
    return engine.createContainer(
        ContainerRequest.of(
            name, "app:1", ContainerSpec.of("app:1"), session.labels(more), List.of(), Map.of()));
  }

  @Test
  void who_watches_is_told_once_before_the_first_and_waited_for_before_each() {
    cleanup.making(Kind.NETWORK);
    cleanup.creating("app", () -> create("app", Map.of()));

    assertThat(told).containsExactly("first", "each", "each");
    cleanup.removeAll(one -> false);
  }

  @Test
  void what_is_created_while_its_session_closes_is_removed_at_once_and_the_start_refused() {
    assertThatThrownBy(
            () ->
                cleanup.creating(
                    "late",
                    () -> {
                      cleanup.removeAll(one -> false);
                      return create("late", Map.of());
                    }))
        .hasMessageStartingWith("The session is closed");

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void nothing_is_begun_in_a_session_that_is_closed() {
    cleanup.removeAll(one -> false);

    assertThatThrownBy(cleanup::begin).hasMessageStartingWith("The session is closed");
    assertThatThrownBy(() -> cleanup.making(Kind.VOLUME))
        .hasMessageStartingWith("The session is closed");
    assertThat(told).isEmpty();
  }

  @Test
  void the_reaper_is_left_to_who_started_it_and_so_is_what_stays() {
    cleanup.making(Kind.CONTAINER);
    create("reaper", Map.of(Session.REAPER_LABEL, "1"));
    create("kept", Map.of());
    create("other", Map.of());

    assertThat(cleanup.removeAll(one -> one.name().equals("kept"))).isEmpty();

    assertThat(engine.leftovers())
        .extracting(EngineResource::name)
        .containsExactlyInAnyOrder("reaper", "kept");
    assertThat(cleanup.left(one -> false)).extracting(EngineResource::name).containsExactly("kept");
  }

  @Test
  void of_the_sessions_containers_the_one_whose_answer_was_lost_is_removed() {
    cleanup.creating("app-1", () -> create("app-1", Map.of()));
    engine.loseAnswer("createContainer");

    assertThatThrownBy(() -> cleanup.creating("app-2", () -> create("app-2", Map.of())))
        .hasMessageContaining("connection reset");

    assertThat(engine.leftovers()).extracting(EngineResource::name).containsExactly("app-1");
  }

  @Test
  void a_container_that_comes_later_than_its_lost_answer_is_removed_when_it_is_there()
      throws Exception {
    engine.blockNext("list").open();
    Gate second = engine.blockNext("list");
    CompletableFuture<Throwable> creation =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> cleanup.creating("app", CleanupTests::lost)));

    second.awaitArrival();
    create("app", Map.of());
    second.open();

    assertThat(creation.get()).hasMessageContaining("connection reset");
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void why_a_lost_container_can_not_be_looked_for_is_told_beside_the_failure() {
    engine.failNext("list", new EngineException(500, "busy"));

    assertThat(catchThrowable(() -> cleanup.creating("app", CleanupTests::lost)))
        .hasMessageContaining("connection reset")
        .hasSuppressedException(new EngineException(500, "busy"));
  }

  private static String lost() {
    throw new EngineException(0, "The engine can't be reached: connection reset");
  }

  private List<String> names(Kind kind) {
    return engine.list(kind, Session.SESSION_LABEL, null).stream()
        .map(EngineResource::name)
        .toList();
  }

  private RunningContainer start(Containers containers) {
    engine.image("app:1", new Program());
    return containers.start(
        ContainerSpec.of("app:1")
            .network(NetworkSpec.of("own"))
            .mount(Mount.volume("data", "/data")));
  }

  private Containers open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("mayfly.reaper.enabled", "false");
    settings.putIfAbsent("mayfly.sweep.enabled", "false");
    return Containers.on(engine, Settings.of(settings));
  }
}
