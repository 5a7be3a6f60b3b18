package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.engine.EngineResource.Kind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What an engine tells of what happens, of what is used, and of itself. */
public interface NewsContract {

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  @Test
  default void what_happens_to_containers_with_a_label_is_told_in_order() {
    List<EngineEvent> seen = new CopyOnWriteArrayList<>();
    try (var subscription =
        engine().events(Workbench.LABEL, bench().mark(), seen::add, () -> seen.clear())) {
      String id = bench().start(bench().sh("exit 4"));
      bench().awaitEnd(id);
      engine().remove(Kind.CONTAINER, id);

      await()
          .untilAsserted(
              () ->
                  assertThat(seen)
                      .containsExactly(
                          new EngineEvent(id, EngineEvent.Kind.STARTED),
                          new EngineEvent(id, EngineEvent.Kind.DIED),
                          new EngineEvent(id, EngineEvent.Kind.REMOVED)));
    }
  }

  @Test
  default void events_of_other_labels_are_not_told() {
    List<EngineEvent> others = new CopyOnWriteArrayList<>();
    List<EngineEvent> own = new CopyOnWriteArrayList<>();
    try (var other = engine().events(Workbench.LABEL, "another", others::add, others::clear);
        var mine = engine().events(Workbench.LABEL, bench().mark(), own::add, own::clear)) {
      String id = bench().start(bench().sleeper());
      engine().remove(Kind.CONTAINER, id);

      await().until(() -> own.contains(new EngineEvent(id, EngineEvent.Kind.REMOVED)));
      assertThat(others).isEmpty();
    }
  }

  @Test
  default void a_closed_event_stream_is_not_lost() {
    List<String> lost = new CopyOnWriteArrayList<>();
    var subscription =
        engine().events(Workbench.LABEL, bench().mark(), event -> {}, () -> lost.add("lost"));
    List<EngineEvent> later = new CopyOnWriteArrayList<>();
    try (var other = engine().events(Workbench.LABEL, bench().mark(), later::add, () -> {})) {
      subscription.close();
      subscription.close();

      String id = bench().start(bench().sleeper());
      await().until(() -> later.contains(new EngineEvent(id, EngineEvent.Kind.STARTED)));
      assertThat(lost).isEmpty();
    }
  }

  @Test
  default void a_running_container_tells_what_it_uses() {
    String id = bench().start(bench().sleeper());

    var stats = engine().stats(id);

    assertThat(stats.memoryBytes()).isPositive();
    assertThat(stats.memoryLimitBytes()).isGreaterThanOrEqualTo(stats.memoryBytes());
    assertThat(stats.cpuNanos()).isNotNegative();
  }

  @Test
  default void the_engine_says_what_it_is() {
    EngineInfo info = engine().info();

    assertThat(info.product()).isNotBlank();
    assertThat(info.version()).isNotBlank();
    assertThat(info.operatingSystem()).isEqualTo("linux");
    assertThat(info.architecture()).isNotBlank();
    assertThat(info.processors()).isPositive();
    assertThat(info.memoryBytes()).isPositive();
  }

  @Test
  default void what_is_made_has_a_time_by_the_engines_clock() {
    Instant before = engine().info().time().minusSeconds(1); // some are told in whole seconds
    bench().start(bench().sleeper());
    bench().network("net");
    engine().createVolume(bench().name("data"), bench().labels());
    Instant after = engine().info().time().plusSeconds(1);

    assertThat(List.of(Kind.CONTAINER, Kind.NETWORK, Kind.VOLUME))
        .allSatisfy(
            kind ->
                assertThat(engine().list(kind, Workbench.LABEL, bench().mark()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.created()).isBetween(before, after)));
  }
}
