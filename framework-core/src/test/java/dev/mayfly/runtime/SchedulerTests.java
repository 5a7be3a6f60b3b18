package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which engine a container gets. */
final class SchedulerTests {

  private static final long GIB = 1L << 30;
  private static final ContainerSpec SPEC = ContainerSpec.of("app:1");

  private static EngineLoad engine(String name, int processors, long memory) {
    return new EngineLoad(name, processors, memory, 0, 0, 0);
  }

  private static EngineLoad starting(EngineLoad engine, int starting) {
    return new EngineLoad(
        engine.engine(),
        engine.processors(),
        engine.memoryBytes(),
        starting,
        engine.running(),
        engine.takenBytes());
  }

  private static String chosen(EngineLoad... engines) {
    return Scheduler.leastLoaded(List.of(engines), List.of(SPEC));
  }

  @Test
  void of_equal_engines_the_first_is_taken() {
    assertThat(chosen(engine("a", 2, 8 * GIB), engine("b", 2, 8 * GIB))).isEqualTo("a");
  }

  @Test
  void one_that_starts_others_is_passed_over() {
    EngineLoad busy = starting(engine("a", 2, 8 * GIB), 1);

    assertThat(chosen(busy, engine("b", 2, 8 * GIB))).isEqualTo("b");
  }

  @Test
  void processors_count_by_their_number() {
    EngineLoad big = starting(engine("big", 16, 64 * GIB), 4);
    EngineLoad small = starting(engine("small", 2, 64 * GIB), 1);

    assertThat(chosen(small, big)).isEqualTo("big");
  }

  @Test
  void one_whose_memory_is_taken_gets_nothing_more_while_others_have_some() {
    EngineLoad full = new EngineLoad("full", 64, 8 * GIB, 0, 15, 8 * GIB);
    EngineLoad slow = starting(engine("slow", 2, 8 * GIB), 1);

    assertThat(chosen(full, slow)).isEqualTo("slow");
  }

  @Test
  void a_limit_counts_as_it_is_written() {
    EngineLoad small = engine("small", 8, 2 * GIB);
    EngineLoad large = engine("large", 2, 64 * GIB);
    List<ContainerSpec> hungry = List.of(SPEC.memory(4 * GIB));

    assertThat(Scheduler.leastLoaded(List.of(small, large), hungry)).isEqualTo("large");
    assertThat(Scheduler.leastLoaded(List.of(small, large), List.of(SPEC))).isEqualTo("small");
  }

  @Test
  void containers_that_are_together_are_weighed_together() {
    EngineLoad small = engine("small", 8, 2 * GIB);
    EngineLoad large = starting(engine("large", 8, 64 * GIB), 2);
    List<ContainerSpec> five = Collections.nCopies(5, SPEC);

    assertThat(Scheduler.leastLoaded(List.of(small, large), List.of(SPEC))).isEqualTo("small");
    assertThat(Scheduler.leastLoaded(List.of(small, large), five)).isEqualTo("large");
  }

  /**
   * A simulation: each engine works at its starts with its processors, a start is one second of one
   * processor, and a container that runs stays.
   */
  @Test
  void a_hundred_starts_over_three_engines_take_a_third_of_the_time_on_one() {
    double alone = secondsFor(100, engine("a", 2, 64 * GIB));
    double spread =
        secondsFor(
            100, engine("a", 2, 64 * GIB), engine("b", 2, 64 * GIB), engine("c", 2, 64 * GIB));

    assertThat(spread / alone).isLessThanOrEqualTo(0.45);
  }

  @Test
  void of_unequal_engines_each_gets_its_share() {
    EngineLoad one = engine("one", 2, 64 * GIB);
    EngineLoad big = engine("big", 6, 64 * GIB);

    assertThat(secondsFor(80, one, big)).isLessThanOrEqualTo(secondsFor(80, one) * 0.3);
  }

  /** All are asked for at once; all are placed before the first is done. */
  private static double secondsFor(int containers, EngineLoad... engines) {
    EngineLoad[] loads = engines.clone();
    IntStream.range(0, containers)
        .forEach(
            number -> {
              String engine = Scheduler.leastLoaded(List.of(loads), List.of(SPEC));
              Arrays.setAll(
                  loads,
                  i ->
                      loads[i].engine().equals(engine)
                          ? starting(loads[i], loads[i].starting() + 1)
                          : loads[i]);
            });
    return Arrays.stream(loads)
        .mapToDouble(load -> Math.ceil((double) load.starting() / load.processors()))
        .max()
        .orElseThrow();
  }
}
