package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.engine.EngineException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes is asked for again, and all else is told at once. */
class RetriesTests {

  /** Refuses with these, one after the other, and then answers. */
  private static Supplier<String> refusing(Deque<Integer> statuses) {
    return () -> {
      Integer status = statuses.poll();
      if (status != null) {
        throw new EngineException(status, "refused with " + status);
      }
      return "answer";
    };
  }

  private static Deque<Integer> statuses(Integer... statuses) {
    return new ArrayDeque<>(List.of(statuses));
  }

  @Test
  void a_server_that_starts_is_away_then_not_ready_and_then_knows_nobody() {
    try (Retries retries = Retries.ofStarting()) {
      assertThat(retries.ask(refusing(statuses(0, 503, 403)))).isEqualTo("answer");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 501})
  void what_does_not_pass_is_told_at_once(int status) {
    Deque<Integer> statuses = statuses(status, 500);
    try (Retries retries = Retries.ofStarting()) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> retries.ask(refusing(statuses)))
          .withMessage("refused with " + status);
    }
    assertThat(statuses).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 403, 500, 503})
  void what_a_server_may_have_begun_with_is_asked_for_once(int status) {
    Deque<Integer> statuses = statuses(429, status, 429);
    try (Retries retries = Retries.ofThrottled()) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> retries.ask(refusing(statuses)))
          .withMessage("refused with " + status);
    }
    assertThat(statuses).hasSize(1);
  }

  @Test
  void nothing_is_asked_for_again_when_all_is_over() {
    Retries retries = Retries.ofStarting();
    retries.close();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> retries.ask(refusing(statuses(503))));
  }
}
