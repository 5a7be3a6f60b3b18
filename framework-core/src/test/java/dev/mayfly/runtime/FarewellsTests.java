package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.Moment;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others want to have done before a container's end. */
final class FarewellsTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Containers containers =
      Containers.on(engine, Settings.of(Map.of("mayfly.reaper.enabled", "false")));

  @BeforeEach
  void prepare() {
    engine.image("app:1");
  }

  @AfterEach
  void close() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void the_last_that_came_is_done_first_and_the_container_still_runs() {
    RunningContainer app =
        containers.start(ContainerSpec.of("app:1").when(Moment.STOPPING, now -> seen.add("hook")));
    app.beforeEnd(() -> seen.add("pool, runs: " + app.isRunning()));
    app.beforeEnd(() -> seen.add("context"));

    app.close();
    app.close();

    assertThat(seen).containsExactly("context", "pool, runs: true", "hook");
  }

  @Test
  void a_restart_is_no_end() {
    RunningContainer app = containers.start(ContainerSpec.of("app:1"));
    app.beforeEnd(() -> seen.add("context"));

    app.restart(Duration.ZERO);
    assertThat(seen).isEmpty();

    app.close();
    assertThat(seen).containsExactly("context");
  }

  @Test
  void the_end_of_the_session_is_one() {
    RunningContainer app = containers.start(ContainerSpec.of("app:1"));
    app.beforeEnd(() -> seen.add("context, runs: " + app.isRunning()));

    containers.close();

    assertThat(seen).containsExactly("context, runs: true");
  }

  @Test
  void one_that_fails_holds_up_neither_the_others_nor_the_end() {
    RunningContainer app = containers.start(ContainerSpec.of("app:1"));
    app.beforeEnd(() -> seen.add("pool"));
    app.beforeEnd(
        () -> {
          throw new IllegalStateException("can't be closed");
        });

    app.close();

    assertThat(seen).containsExactly("pool");
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void one_may_ask_for_another() {
    RunningContainer app = containers.start(ContainerSpec.of("app:1"));
    app.beforeEnd(() -> app.beforeEnd(() -> seen.add("what was asked for last")));

    app.close();

    assertThat(seen).containsExactly("what was asked for last");
  }

  @Test
  void it_is_too_late_after_the_end() {
    RunningContainer app = containers.start(ContainerSpec.of("app:1"));
    app.close();

    assertThatThrownBy(() -> app.beforeEnd(() -> seen.add("context")))
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("can't be used any more: it was removed");
  }
}
