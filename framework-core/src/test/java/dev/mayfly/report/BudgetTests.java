package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTests {

  private static final ImageName POSTGRES =
      ImageName.parse("registry.example.com/team/postgres:15");

  private final Journal journal = new Journal(new HandClock());

  @Test
  void a_start_within_its_budget_is_no_problem() {
    budget(Map.of("mayfly.start.budget", 5), false)
        .check("field T.db", POSTGRES, Duration.ofSeconds(5));

    assertThat(journal.toRecord("s").problems()).isEmpty();
  }

  @Test
  void a_slow_start_is_told_with_its_setting() {
    budget(Map.of("mayfly.start.budget", 5), false)
        .check("field T.db", POSTGRES, Duration.ofMillis(5001));

    assertThat(journal.toRecord("s").problems())
        .containsExactly(
            "field T.db: registry.example.com/team/postgres:15 is slow: it was ready after 5001 ms,"
                + " but mayfly.start.budget allows 5000 ms.");
  }

  @Test
  void an_images_own_budget_comes_before_that_for_all() {
    Budget budget =
        budget(Map.of("mayfly.start.budget", 5, "mayfly.start.budget.postgres", 9), true);

    budget.check("field T.db", POSTGRES, Duration.ofSeconds(8));
    assertThatThrownBy(() -> budget.check("field T.db", POSTGRES, Duration.ofSeconds(10)))
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("mayfly.start.budget.postgres allows 9000 ms");
  }

  @Test
  void without_a_budget_any_time_will_do() {
    budget(Map.of(), true).check("field T.db", POSTGRES, Duration.ofHours(1));

    assertThat(journal.toRecord("s").problems()).isEmpty();
  }

  private Budget budget(Map<String, Integer> seconds, boolean fails) {
    return new Budget(
        name -> Optional.ofNullable(seconds.get(name)).map(Duration::ofSeconds), fails, journal);
  }
}
