package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run shows that could be had for less. */
class AdviceTests {

  private final MadeUpRun run = new MadeUpRun();

  private List<String> advice() {
    return run.toRecord().advice();
  }

  private void started(String place, long wait) {
    run.started("db", place, "postgres:15", 5432, 9_000, wait);
  }

  @Test
  void a_field_that_is_started_for_each_test_is_told_what_one_for_all_would_take() {
    for (int test = 0; test < 3; test++) {
      started("field OrderTests.db", 1_800);
    }
    assertThat(advice())
        .containsExactly(
            "field OrderTests.db (postgres:15) was started 3 times, 6.0 s in all: if its tests can"
                + " share it, a wider scope starts it once (static: for its class; scope = SUITE: for"
                + " the run).");
  }

  @Test
  void equal_containers_of_several_classes_are_told_together() {
    for (String type : List.of("A", "B", "C", "D", "E", "F")) {
      started("field " + type + "Tests.db", 800);
    }
    assertThat(advice())
        .containsExactly(
            "postgres:15 was started 6 times, 6.0 s in all, for field ATests.db, field BTests.db,"
                + " field CTests.db, field DTests.db and 2 more, with one and the same description:"
                + " scope = SUITE would start it once.");
  }

  @Test
  void what_costs_little_is_not_worth_a_word() {
    for (int test = 0; test < 5; test++) {
      started("field OrderTests.db", 100);
    }
    run.started("a", "field StockTests.a", "redis:7.0", 6379, 5, 9_000);
    run.started("b", "field StockTests.b", "redis:7.0", 6379, 5, 9_000);
    assertThat(advice()).isEmpty();
  }

  @Test
  void other_descriptions_are_no_reason() {
    ContainerSpec one = ContainerSpec.of("postgres:15");
    Duration time = Duration.ofSeconds(9);
    assertThat(
            Advice.on(
                List.of(
                    new Advice.Started("field ATests.db", one, time),
                    new Advice.Started("field BTests.db", one.env("A", "1"), time),
                    new Advice.Started("field CTests.db", one.env("A", "2"), time))))
        .isEmpty();
  }

  @Test
  void what_code_starts_is_its_own_affair() {
    for (int test = 0; test < 3; test++) {
      started("container", 1_800);
    }
    assertThat(advice()).isEmpty();
  }
}
