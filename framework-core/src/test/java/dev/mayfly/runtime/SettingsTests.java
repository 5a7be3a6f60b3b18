package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.DeclarationException;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.Settings.PullPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTests {

  @Test
  void durations_are_read_in_the_ways_that_people_write_them() {
    assertThat(timeout("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(timeout("10s")).isEqualTo(Duration.ofSeconds(10));
    assertThat(timeout("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(timeout("PT1M30S")).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void values_that_cannot_be_read_are_named_with_what_is_expected() {
    assertThatThrownBy(() -> timeout("soon"))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("mayfly.start.timeout", "soon", "500ms, 10s or 2m");
    assertThatThrownBy(() -> timeout("0s")).hasMessageContaining("positive");
    assertThatThrownBy(() -> Settings.of(Map.of("mayfly.pull", "often")).pullPolicy())
        .hasMessageContaining("missing, always, never");
    assertThatThrownBy(() -> Settings.of(Map.of("mayfly.leaks.fail", "maybe")).leaksFail())
        .hasMessageContaining("true or false");
  }

  @ParameterizedTest
  @CsvSource({
    "mayfly.reaper.enabled, perhaps, true or false",
    "mayfly.sweep.enabled, x, true or false",
    "mayfly.early.enabled, x, true or false",
    "mayfly.early.memory, abc, a positive number",
    "mayfly.early.starts, 0, a positive number",
    "mayfly.leaks.fail, x, true or false",
    "mayfly.reaper.grace, soon, a positive duration",
    "mayfly.build.linger, long, a positive duration",
    "mayfly.timeout.factor, -1, a positive number",
    "mayfly.start.budget, cheap, a positive duration",
    "mayfly.start.budget.fail, x, true or false",
    "mayfly.network, mine, 'one of [session, none]'",
    "mayfly.keep, always, 'one of [never, on-failure]'",
    "mayfly.keep.for, ever, a positive duration",
    "mayfly.keep.most, all, a positive number",
  })
  void what_can_not_be_read_is_told_before_a_session_opens(
      String name, String value, String expected) {
    Settings settings = Settings.of(Map.of(name, value));

    assertThatThrownBy(() -> Containers.on(new InMemoryEngine(), settings))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("Setting " + name + " is \"" + value + "\"", expected);
  }

  @Test
  void a_duration_that_is_meant_to_have_no_end_is_a_year() {
    Duration year = Duration.ofDays(365);
    Settings slow = Settings.of(Map.of("mayfly.timeout.factor", "999999"));
    assertThat(timeout("9999999999999s")).isEqualTo(year);
    assertThat(slow.stretched(ChronoUnit.FOREVER.getDuration())).isEqualTo(year);
    assertThat(slow.startTimeout()).isEqualTo(year);
  }

  @Test
  void every_timeout_is_stretched_by_the_factor() {
    Settings slow = Settings.of(Map.of("mayfly.timeout.factor", "3"));

    assertThat(slow.startTimeout()).isEqualTo(Duration.ofSeconds(180));
    assertThat(slow.stretched(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void what_the_caller_gives_counts_before_system_properties_and_files() {
    System.setProperty("mayfly.pull", "always");
    try {
      assertThat(Settings.load().pullPolicy()).isEqualTo(PullPolicy.ALWAYS);
      assertThat(
              Settings.load(name -> Optional.of("never").filter(v -> name.equals("mayfly.pull")))
                  .pullPolicy())
          .isEqualTo(PullPolicy.NEVER);
    } finally {
      System.clearProperty("mayfly.pull");
    }
  }

  private static Duration timeout(String text) {
    return Settings.of(Map.of("mayfly.start.timeout", text)).startTimeout();
  }
}
