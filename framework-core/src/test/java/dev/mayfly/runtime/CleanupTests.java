package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
