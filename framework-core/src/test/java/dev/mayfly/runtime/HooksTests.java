package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.DeclarationException;
import dev.mayfly.Moment;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import dev.mayfly.TestOutcome;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done at the moments of a container's life. */
final class HooksTests {

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

  private ContainerSpec watched() {
    ContainerSpec spec = ContainerSpec.of("app:1");
    for (Moment moment : Moment.values()) {
      spec = spec.when(moment, this::note);
    }
    return spec;
  }

  private void note(Occasion occasion) {
    seen.add(
        occasion.moment()
            + occasion.outcome().map(outcome -> " " + outcome).orElse("")
            + occasion.failure().map(failure -> " failure").orElse(""));
  }

  @Test
  void hooks_run_at_each_moment_and_again_when_the_container_is_started_again() {
    RunningContainer app = containers.start(watched());
    assertThat(seen).containsExactly("CREATED", "STARTING", "STARTED", "READY");

    seen.clear();
    app.restart(Duration.ZERO);
    assertThat(seen).containsExactly("STOPPING", "STOPPED", "STARTING", "STARTED", "READY");

    seen.clear();
    containers.orchestrator().tested(List.of(app), TestOutcome.PASSED);
    app.close();
    app.close();
    assertThat(seen).containsExactly("STOPPING PASSED", "STOPPED PASSED");
  }

  @Test
  void a_later_start_that_fails_is_told_to_its_hooks_too() {
    CountDownLatch once = new CountDownLatch(1);
    RunningContainer app =
        containers.start(
            watched()
                .when(
                    Moment.STARTED,
                    occasion -> {
                      if (once.getCount() == 0) {
                        throw new IOException("no route");
                      }
                      once.countDown();
                    }));
    containers.orchestrator().tested(List.of(app), TestOutcome.PASSED);
    seen.clear();

    assertThatThrownBy(() -> app.restart(Duration.ZERO)).hasMessageContaining("no route");

    assertThat(seen)
        .containsExactly(
            "STOPPING PASSED", "STOPPED PASSED", "STARTING", "STARTED", "FAILED PASSED failure");
  }

  @Test
  void of_several_tests_one_that_failed_counts() {
    RunningContainer app = containers.start(watched());
    for (TestOutcome outcome :
        List.of(TestOutcome.ABORTED, TestOutcome.FAILED, TestOutcome.PASSED)) {
      containers.orchestrator().tested(List.of(app), outcome);
    }
    seen.clear();

    app.close();

    assertThat(seen).containsExactly("STOPPING FAILED", "STOPPED FAILED");
  }

  @Test
  void they_run_too_when_the_session_removes_everything() {
    containers.start(watched());
    containers.start(watched());
    seen.clear();

    containers.close();

    assertThat(seen).containsExactlyInAnyOrder("STOPPING", "STOPPING", "STOPPED", "STOPPED");
  }

  @Test
  void what_was_stopped_or_has_died_is_not_stopping_again() {
    RunningContainer stopped = containers.start(watched());
    stopped.stop(Duration.ZERO);
    RunningContainer dead = containers.start(watched());
    dead.kill("SIGKILL");
    seen.clear();

    stopped.close();
    dead.close();

    assertThat(seen).containsExactly("STOPPED", "STOPPED");
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "STARTING", "STARTED", "READY"})
  void one_that_fails_before_the_container_is_ready_fails_the_start(Moment moment) {
    ContainerSpec spec =
        watched()
            .when(
                moment,
                occasion -> {
                  throw new IOException("no route");
                });

    ContainerStartException failure =
        catchThrowableOfType(ContainerStartException.class, () -> containers.start(spec));

    assertThat(failure).hasMessageContaining("a hook at " + moment + " failed: no route");
    assertThat(failure.phase()).isEqualTo(Phase.HOOK);
    assertThat(seen).endsWith("FAILED failure").doesNotContain("STOPPING");
    assertThat(engine.leftovers()).noneMatch(left -> left.name().contains("app"));
  }

  @Test
  void one_that_does_not_end_is_given_up() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    ContainerSpec spec =
        ContainerSpec.of("app:1")
            .startTimeout(Duration.ofMillis(50))
            .when(
                Moment.STARTED,
                occasion -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                });

    assertThatThrownBy(() -> containers.start(spec))
        .hasMessageContaining("a hook at STARTED did not end within");
    interrupted.await();
  }

  @Test
  void a_start_that_fails_for_another_reason_is_told_to_its_hooks_and_keeps_its_reason() {
    ContainerSpec spec =
        watched()
            .when(
                Moment.FAILED,
                occasion -> {
                  throw new IllegalStateException("a hook that fails too");
                })
            .readyWhen(ReadyWhen.check("never", probe -> Look.never("nothing can help")));

    assertThatThrownBy(() -> containers.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("nothing can help")
        .hasMessageNotContaining("a hook that fails too");
    assertThat(seen).containsExactly("CREATED", "STARTING", "STARTED", "FAILED failure");
  }

  @Test
  void one_that_fails_at_the_end_stops_neither_the_others_nor_the_removal() {
    RunningContainer app =
        containers.start(
            ContainerSpec.of("app:1")
                .when(
                    Moment.STOPPING,
                    occasion -> {
                      throw new IOException("no route");
                    })
                .when(Moment.STOPPING, this::note)
                .when(Moment.STOPPED, this::note));

    app.close();

    assertThat(seen).containsExactly("STOPPING", "STOPPED");
    assertThat(engine.leftovers()).noneMatch(left -> left.name().contains("app"));
  }

  @Test
  void commands_run_while_the_container_is_stopping() {
    engine.image("app:1").exec((run, command) -> result());
    RunningContainer app =
        containers.start(
            ContainerSpec.of("app:1")
                .when(
                    Moment.STOPPING,
                    occasion -> seen.add("exit " + occasion.container().exec("dump").exitCode())));

    app.close();

    assertThat(seen).containsExactly("exit 0");
  }

  private static dev.mayfly.ExecResult result() {
    return new dev.mayfly.ExecResult(0, new byte[0], new byte[0]);
  }

  @Test
  void a_containers_end_in_a_build_has_no_hooks() {
    ContainerSpec spec = ContainerSpec.of("app:1").when(Moment.STOPPED, this::note);

    assertThatThrownBy(() -> Orchestrator.requireLeasable(spec, "field T.app"))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("it has hooks at its end");
  }
}
