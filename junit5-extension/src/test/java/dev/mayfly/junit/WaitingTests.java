package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.Moment;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A test class that waits for its containers counts as one that runs. */
final class WaitingTests {

  private static final AtomicInteger STARTING = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();

  @BeforeEach
  void forget() {
    STARTING.set(0);
    MOST.set(0);
  }

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

  /** Takes its time to be opened, as a module that connects. */
  record SlowlySliced(ContainerSlot slot) implements Sliced<SlicedFixture.Room> {

    @Override
    public SliceMaker<SlicedFixture.Room> slices(RunningContainer container, String run) {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return SlicedFixture.of().slices(container, run);
    }
  }

  static class SlicedTestCase {
    @Container
    static final SlowlySliced db = new SlowlySliced(ContainerSlot.of(ContainerSpec.of("db:1")));

    @BeforeEach
    void begins() {
      MOST.accumulateAndGet(STARTING.incrementAndGet(), Math::max);
    }

    @RepeatedTest(12)
    void runs(@Isolated SlicedFixture.Room room) {
      assertThat(room.name()).isNotEmpty();
    }

    @AfterEach
    void ends() {
      STARTING.decrementAndGet();
    }
  }

  @Test
  void no_more_tests_begin_than_may_run_at_once_while_the_first_slice_is_made() {
    SlicedFixture.forget();

    new TestRun()
        .inParallel()
        .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
        .succeeds(12, SlicedTestCase.class);

    assertThat(MOST).hasValueLessThan(3);
  }
}
