package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.file;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for something of a container that runs. */
class AwaitTests {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);
  private final Gate gate = new Gate();

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private Program program() {
    return engine.image("app:1").listens(80).logs("up");
  }

  private RunningContainer started() {
    return containers.start(
        ContainerSpec.of("app:1").expose(80).readyWhen(log("up")).secretEnv("KEY", "blue-sky-1"));
  }

  @Test
  void a_line_that_comes_later_is_waited_for() {
    program().after(gate).logs("moved");
    RunningContainer app = started();

    CompletableFuture<Void> wait = CompletableFuture.runAsync(() -> app.await(log("moved"), LONG));
    gate.open();

    assertThat(wait).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void what_is_there_already_is_not_waited_for() {
    program();
    RunningContainer app = started();
    assertThatCode(() -> app.await(log("up"), LONG)).doesNotThrowAnyException();
    assertThatCode(() -> app.await(port(80), LONG)).doesNotThrowAnyException();
  }

  @Test
  void what_does_not_come_is_told_with_what_was_seen_and_the_log() {
    program().logs("key blue-sky-1");
    RunningContainer app = started();
    assertThatThrownBy(() -> app.await(log("up").times(2), SHORT))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll(
            "app:1: what was waited for did not come within 1s",
            "wanted: it has logged 2 times /up/",
            "last answer: 1 matching line so far",
            "up")
        .hasMessageNotContaining("blue-sky-1");
  }

  @Test
  void a_death_ends_the_wait() {
    program().after(gate).logsError("no disk").exits(7);
    RunningContainer app = started();

    CompletableFuture<Throwable> wait =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> app.await(log("moved"), LONG)));
    gate.open();

    assertThat(wait.join()).hasMessageContainingAll("exit code 7", "no disk");
  }

  @Test
  void a_container_that_is_gone_meanwhile_is_told() {
    program();
    RunningContainer app = started();

    CompletableFuture<Throwable> wait =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> app.await(file("/never"), LONG)));
    engine.remove(Kind.CONTAINER, app.id());

    assertThat(wait.join())
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("is gone: the engine knows no container");
  }

  @Test
  void one_that_was_stopped_is_not_waited_for() {
    program();
    RunningContainer app = started();
    app.stop(Duration.ZERO);
    assertThatThrownBy(() -> app.await(log("up"), LONG)).hasMessageContaining("stopped");
  }

  @Test
  void a_limit_that_is_over_is_refused() {
    program();
    RunningContainer app = started();
    assertThatThrownBy(() -> app.await(log("up"), Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
