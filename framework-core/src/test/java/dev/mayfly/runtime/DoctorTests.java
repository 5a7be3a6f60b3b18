package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.Finding;
import dev.mayfly.engine.Finding.Verdict;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is found where all is well, and where something is not. */
class DoctorTests {

  private final InMemoryEngine engine = new InMemoryEngine();

  private void reaperSays(String line) {
    engine.image(InMemoryEngine.REAPER, new Program().logs(line));
  }

  private Finding about(String subject) {
    return Doctor.examine(engine).stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void where_all_is_well_nothing_is_to_be_done_and_nothing_is_left() {
    reaperSays("ready");
    List<Finding> findings = Doctor.examine(engine);

    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("engine", "memory", "clock", "reaper", "leftovers");
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_reaper_that_can_not_watch_says_why() {
    reaperSays("error: no such socket");

    Finding reaper = about("reaper");
    assertThat(reaper.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(reaper.words()).contains("error: no such socket");
    assertThat(reaper.fix()).contains("mayfly.reaper.socket");
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_reaper_that_says_nothing_is_not_waited_for_for_ever() {
    assertThat(Doctor.examine(engine, Duration.ofMillis(1), ""))
        .filteredOn(finding -> finding.subject().equals("reaper"))
        .extracting(Finding::words)
        .containsExactly("does not run on this engine: it has said nothing for 0 s");
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_reaper_that_runs_in_another_way_is_as_good() {
    reaperSays("ready");
    engine.failNext("createReaper", new EngineException(403, "not allowed by policy"));

    assertThat(about("reaper").verdict()).isEqualTo(Verdict.GOOD);
    assertThat(engine.reaperAttempts()).containsExactly(0, 1);
  }

  @Test
  void an_engine_that_refuses_a_reaper_says_why() {
    engine.failNext("createReaper", new EngineException(403, "not allowed by policy"));
    engine.failNext("createReaper", new EngineException(403, "not allowed by policy"));

    assertThat(about("reaper").words()).contains("not allowed by policy");
  }

  @Test
  void a_clock_that_differs_is_told() {
    reaperSays("ready");
    engine.advance(Duration.ofMinutes(3));

    Finding clock = about("clock");
    assertThat(clock.facts().get("differenceSeconds")).isIn(179L, 180L, 178L, 177L, 176L, 175L);
    assertThat(clock.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(clock.words()).containsPattern("by 1[78][0-9] s");
  }

  @Test
  void what_a_dead_session_left_is_told_with_the_command_that_removes_it() {
    reaperSays("ready");
    engine.createVolume("data", new Session("dead", DeadOwner.label(), true).labels());

    Finding leftovers = about("leftovers");
    assertThat(leftovers.words()).startsWith("1 of dead sessions");
    assertThat(leftovers.fix()).endsWith("at once: mayfly prune");
    assertThat(Doctor.examine(engine, Duration.ofSeconds(10), " -e build-box"))
        .extracting(Finding::fix)
        .contains("the next session removes them, or at once: mayfly prune -e build-box");
  }

  @Test
  void an_engine_that_stops_to_answer_is_bad() {
    engine.failNext("info", new EngineException(0, "the engine does not answer"));

    assertThat(Doctor.examine(engine))
        .containsExactly(
            Finding.bad(
                "engine",
                "the engine does not answer",
                "check that it still runs: docker version, kubectl version"));
  }

  @Test
  void each_engine_that_a_setting_names_is_examined_under_its_name() {
    Settings settings = Settings.of(Map.of("mayfly.engine.build-box", "tcp://build.example:2375"));

    assertThat(Doctor.examine(settings))
        .extracting(Finding::subject)
        .containsExactly("settings", "engine", "build-box engine");
  }

  @Test
  void settings_that_can_not_be_read_or_are_not_known_are_told() {
    Settings settings =
        Settings.of(Map.of("mayfly.start.timeout", "soon", "mayfly.start.timeuot", "3s"));

    List<Finding> findings = Doctor.examine(settings);

    assertThat(findings)
        .filteredOn(finding -> finding.subject().equals("settings"))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.NOTE, Verdict.BAD);
  }

  @Test
  void each_setting_has_its_value_and_where_that_was_set() {
    Settings settings = Settings.of(Map.of("mayfly.start.timeout", "3s"));

    assertThat(settings.explain())
        .contains(
            new SettingValue(
                "mayfly.start.timeout", "3s", "by the caller", SettingTable.START_TIMEOUT.help()))
        .anySatisfy(
            value -> {
              assertThat(value.name()).isEqualTo("mayfly.build.linger");
              assertThat(value.value()).isEqualTo("10s");
              assertThat(value.origin()).isNull();
            });
  }
}
