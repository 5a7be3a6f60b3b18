package dev.mayfly.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.DeclarationException;
import dev.mayfly.PullPolicy;
import dev.mayfly.engine.InMemoryEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTests {

  @Test
  void durations_are_read_in_the_ways_that_people_write_them() {
    assertThat(timeout("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(timeout("10s")).isEqualTo(Duration.ofSeconds(10));
    assertThat(timeout("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(timeout("PT1M30S")).isEqualTo(Duration.ofSeconds(90));
    assertThat(timeout("500 ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(timeout("1h 5m")).isEqualTo(Duration.ofMinutes(65));
    assertThat(timeout("P1DT1H")).isEqualTo(Duration.ofHours(25));
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
    "mayfly.timeout.factor, 0x1p3, a positive number",
    "mayfly.timeout.factor, 1e3, a positive number",
    "mayfly.start.timeout, 1m-5s, a positive duration",
    "mayfly.start.timeout, +5s, a positive duration",
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
    "mayfly.engine.missing, ignore, skip or fail",
    "mayfly.isolation.ahead, many, a number from 0 to 999",
    "mayfly.logs, paper, 'off, or any of slf4j, file'",
    "mayfly.report, pdf, 'off, or any of html, json, console'",
    "mayfly.scope.instance, run, 'one of [method, class, suite, build]'",
    "mayfly.scope.static, method, 'one of [class, suite, build]'",
    "mayfly.start.timeout, -1s, a positive duration",
    "mayfly.start.budget.postgres, cheap, a positive duration",
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
  void a_build_may_linger_not_at_all() {
    assertThat(Settings.of(Map.of("mayfly.build.linger", "0")).buildLinger()).isZero();
    assertThat(Settings.of(Map.of("mayfly.build.linger", "0 s")).buildLinger()).isZero();
  }

  @Test
  void several_words_are_read_in_any_case_and_with_spaces() {
    assertThat(Settings.of(Map.of("mayfly.report", "JSON, console")).report())
        .containsExactlyInAnyOrder("json", "console");
    assertThat(Settings.of(Map.of("mayfly.report", "OFF")).report()).isEmpty();
  }

  @Test
  void an_images_own_budget_is_among_the_values() {
    Map<String, String> values = Map.of("mayfly.start.budget.my-app", "3s");

    assertThat(Settings.of(values).values()).isEqualTo(values);
    assertThat(Settings.of(values).unknown()).isEmpty();
  }

  @Test
  void a_misspelt_name_is_told_with_the_nearest_that_there_is() {
    assertThat(Settings.of(Map.of("mayfly.reaper.graze", "3s", "mayfly.pull", "never")).unknown())
        .containsExactly(
            "No setting is called mayfly.reaper.graze, which is set by the caller and has no"
                + " effect. The nearest name is mayfly.reaper.grace.");
  }

  @Test
  void what_is_misspelt_in_one_of_the_places_is_told_with_the_place(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve(".mayfly.properties"), "pull=never");

    assertThat(told(SettingSource.environment(Map.of("MAYFLY_PULLS", "1", "HOME", "/"))))
        .contains("MAYFLY_PULLS, which is set as an environment variable", "is MAYFLY_PULL.");
    assertThat(told(SettingSource.file(file)))
        .contains("called pull, which is set in " + file, "is mayfly.pull.");
    assertThat(told(SettingSource.given(Optional::of, Set.of("mayfly.keeps", "junit.x"))))
        .contains("called mayfly.keeps", "is mayfly.keep.");
  }

  private static String told(SettingSource source) {
    List<String> names = source.unknown().toList();
    assertThat(names).hasSize(1);
    return source.warning(names.get(0));
  }

  @Test
  void a_name_that_two_places_have_is_warned_of_once() {
    SettingSource place = SettingSource.values("here", Map.of("mayfly.pulls", "never"));
    SettingSource other = SettingSource.values("there", Map.of("mayfly.pulls", "never"));

    assertThat(new Settings(List.of(place, other)).unknown())
        .singleElement()
        .asString()
        .contains("set here");
  }

  @Test
  void a_misspelt_system_property_is_warned_of_when_a_session_is_opened() {
    PrintStream console = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setProperty("mayfly.reaper.graze", "3s");
    System.setErr(new PrintStream(written, true, UTF_8));
    try (Containers containers = Containers.on(new InMemoryEngine(), Settings.load())) {
      assertThat(containers.settings().reaperGrace()).isEqualTo(Duration.ofSeconds(10));
    } finally {
      System.setErr(console);
      System.clearProperty("mayfly.reaper.graze");
    }

    assertThat(written.toString(UTF_8))
        .containsOnlyOnce("mayfly.reaper.graze, which is set as a system property");
  }

  @Test
  void a_variable_of_the_environment_is_read() {
    SettingSource environment =
        SettingSource.environment(
            Map.of("MAYFLY_START_TIMEOUT", "2m", "MAYFLY_START_BUDGET_MY_APP", "3s"));

    assertThat(environment.get("mayfly.start.timeout")).contains("2m");
    assertThat(environment.get("mayfly.start.budget.my-app")).contains("3s");
    assertThat(environment.unknown()).isEmpty();
  }

  @Test
  void what_the_caller_gives_counts_before_system_properties_and_files() {
    System.setProperty("mayfly.pull", "always");
    try {
      assertThat(Settings.load().pullPolicy()).isEqualTo(PullPolicy.always());
      assertThat(
              Settings.load(name -> Optional.of("never").filter(v -> name.equals("mayfly.pull")))
                  .pullPolicy())
          .isEqualTo(PullPolicy.never());
    } finally {
      System.clearProperty("mayfly.pull");
    }
  }

  private static Duration timeout(String text) {
    return Settings.of(Map.of("mayfly.start.timeout", text)).startTimeout();
  }
}
