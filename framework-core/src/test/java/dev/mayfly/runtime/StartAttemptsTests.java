package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.check;
import static dev.mayfly.ready.ReadyWhen.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.Keep;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container that fails by chance is started again, and everybody is told. */
class StartAttemptsTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);
  private final AtomicInteger looks = new AtomicInteger();

  StartAttemptsTests() {
    engine.image("app:1").logs("hello");
    engine.image("broken:1").logsError("no luck").exits(3);
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private Readiness luckyAt(int look) {
    return check(
        "luck", probe -> looks.incrementAndGet() < look ? Look.never("bad luck") : Look.ready());
  }

  @Test
  void the_first_that_becomes_ready_is_the_one() {
    RunningContainer app =
        containers.start(ContainerSpec.of("app:1").readyWhen(luckyAt(3)).startAttempts(3));

    assertThat(app.isRunning()).isTrue();
    assertThat(looks).hasValue(3);
    assertThat(engine.leftovers())
        .filteredOn(one -> one.kind() == Kind.CONTAINER)
        .singleElement()
        .satisfies(one -> assertThat(one.id()).isEqualTo(app.id()));
  }

  @Test
  void after_the_last_the_failures_of_all_are_there() {
    ContainerSpec spec = ContainerSpec.of("broken:1").readyWhen(log("up")).startAttempts(3);

    Throwable failure = catchThrowable(() -> containers.start(spec));

    assertThat(failure)
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContainingAll("exit code 3", "attempt: 3 of 3", "no luck");
    assertThat(failure.getSuppressed())
        .extracting(Throwable::getMessage)
        .satisfiesExactly(
            first -> assertThat(first).contains("attempt: 1 of 3"),
            second -> assertThat(second).contains("attempt: 2 of 3"));
  }

  @Test
  void what_would_fail_again_is_not_tried_again() {
    Throwable failure =
        catchThrowable(() -> containers.start(ContainerSpec.of("missing:1").startAttempts(3)));

    assertThat(failure).isInstanceOf(ContainerStartException.class);
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(engine.calls()).filteredOn("pullImage"::equals).hasSizeLessThan(2);
  }

  @Test
  void one_that_was_ready_and_too_slow_is_not_tried_again() {
    try (Containers strict =
        QuietSession.on(engine, "mayfly.start.budget", "1ms", "mayfly.start.budget.fail", "true")) {
      Throwable failure =
          catchThrowable(
              () ->
                  strict.start(
                      ContainerSpec.of("app:1")
                          .readyWhen(check("slow", this::slow))
                          .startAttempts(3)));

      assertThat(failure).isInstanceOf(ContainerStartException.class);
      assertThat(looks).hasValue(1);
      assertThat(failure.getSuppressed()).isEmpty();
    }
  }

  private Look slow(Probe probe) throws InterruptedException {
    looks.incrementAndGet();
    Thread.sleep(5); // longer than its budget
    return Look.ready();
  }

  @Test
  void an_interrupted_start_is_not_tried_again() {
    ContainerSpec spec =
        ContainerSpec.of("app:1")
            .readyWhen(
                check(
                    "an interrupt",
                    probe -> {
                      looks.incrementAndGet();
                      return Look.notYet("not yet");
                    }))
            .startAttempts(3);
    Thread.currentThread().interrupt();

    Throwable failure = catchThrowable(() -> containers.start(spec));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).isInstanceOf(ContainerStartException.class);
    assertThat(failure.getSuppressed()).isEmpty();
  }

  @Test
  void only_what_failed_last_is_kept_for_a_look() {
    ContainerSpec spec =
        ContainerSpec.of("broken:1").readyWhen(log("up")).keep(Keep.ON_FAILURE).startAttempts(2);

    assertThatThrownBy(() -> containers.start(spec)).hasMessageContaining("kept: ");

    assertThat(engine.leftovers()).filteredOn(one -> one.kind() == Kind.CONTAINER).hasSize(1);
    containers.close();
    engine.leftovers().forEach(one -> engine.remove(one.kind(), one.id()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 11})
  void a_number_that_makes_no_sense_is_refused(int attempts) {
    assertThatThrownBy(() -> ContainerSpec.of("app:1").startAttempts(attempts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 1 to 10");
  }
}
