package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.Moment;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A test class that waits for its containers counts as one that runs. */
final class WaitingTests {

  private static final AtomicInteger STARTING = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();

  private static GenericContainer slow() {
    return GenericContainer.of("db:1")
        .customize(
            spec ->
                spec.when(
                    Moment.STARTING,
                    occasion -> {
                      MOST.accumulateAndGet(STARTING.incrementAndGet(), Math::max);
                      Thread.sleep(100);
                      STARTING.decrementAndGet();
                    }));
  }

  interface WithATest {
    @Test
    default void runs() {
      assertThat(MOST).hasPositiveValue();
    }
  }

  static class One implements WithATest {
    @Container static final GenericContainer db = slow();
  }

  static class Two implements WithATest {
    @Container static final GenericContainer db = slow();
  }

  static class Three implements WithATest {
    @Container static final GenericContainer db = slow();
  }

  static class Four implements WithATest {
    @Container static final GenericContainer db = slow();
  }

  @Test
  void no_more_classes_begin_than_may_run_at_once() {
    new TestRun()
        .inParallel()
        .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
        .succeeds(4, One.class, Two.class, Three.class, Four.class);

    assertThat(MOST).hasValueLessThan(3);
  }
}
