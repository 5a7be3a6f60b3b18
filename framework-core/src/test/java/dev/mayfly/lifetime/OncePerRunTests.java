package dev.mayfly.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often an engine is looked for that does not answer. */
class OncePerRunTests {

  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1);
  private final OncePerRun<String> value = new OncePerRun<>(this::fail, time::get);

  private String fail() {
    throw new IllegalStateException("look " + looks.incrementAndGet());
  }

  private void assertFailureOfLook(int number) {
    assertThatIllegalStateException().isThrownBy(value::get).withMessage("look " + number);
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  @Test
  void all_of_a_run_get_the_same_failure_however_long_it_takes() {
    assertFailureOfLook(1);
    pass(Duration.ofHours(1));
    assertFailureOfLook(1);
  }

  @Test
  void runs_that_follow_within_seconds_get_it_too() {
    assertFailureOfLook(1);
    value.runEnded();
    pass(Duration.ofSeconds(9));
    assertFailureOfLook(1);
    assertThat(value.ifMade()).isEmpty();
  }

  @Test
  void a_run_that_comes_later_looks_again() {
    assertFailureOfLook(1);
    value.runEnded();
    pass(Duration.ofSeconds(10));
    assertFailureOfLook(2);
    assertFailureOfLook(2);
  }

  @Test
  void what_was_made_stays() {
    OncePerRun<Integer> made = new OncePerRun<>(looks::incrementAndGet, time::get);
    assertThat(made.ifMade()).isEmpty();
    assertThat(made.get()).isEqualTo(1);
    made.runEnded();
    pass(Duration.ofHours(1));
    assertThat(made.get()).isEqualTo(1);
    assertThat(made.ifMade()).contains(1);
  }
}
