package dev.mayfly.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.Probe.CommandOutcome;
import dev.mayfly.ready.Probe.Health;
import dev.mayfly.ready.Probe.LogStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs, health, commands and ends: all that needs no connection. */
class OtherReadinessTests {

  private final FakeProbe probe = new FakeProbe();

  @Test
  void a_log_line_that_contains_a_match_is_ready() throws Exception {
    Readiness readiness = ReadyWhen.log("Started \\w+ in [0-9.]+ s");
    assertThat(readiness.look(probe.out("Starting Shop")))
        .isEqualTo(Look.notYet("0 matching lines so far"));

    assertThat(readiness.look(probe.out("12:00 INFO Started Shop in 3.2 s.")))
        .isEqualTo(Look.ready());
  }

  @Test
  void a_line_must_match_as_often_as_it_is_waited_for() throws Exception {
    Readiness readiness = ReadyWhen.log("ready to accept connections").times(2);
    probe.err("ready to accept connections").out("noise");
    assertThat(readiness.look(probe)).isEqualTo(Look.notYet("1 matching line so far"));

    assertThat(readiness.look(probe.err("ready to accept connections"))).isEqualTo(Look.ready());
  }

  @Test
  void one_stream_can_be_chosen() throws Exception {
    probe.err("Ready");

    assertThat(ReadyWhen.log("Ready").on(LogStream.STDOUT).look(probe).isReady()).isFalse();
    assertThat(ReadyWhen.log("Ready").on(LogStream.STDERR).look(probe).isReady()).isTrue();
    assertThat(ReadyWhen.log("Ready").look(probe).isReady()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*started.*\\n",
        ".*started.*\\r\\n",
        ".*started.*\\r?\\n$",
        "started.*\\R",
        "started.*\n",
        "started\\n?",
        "^The server has started$",
        "started\\s*$"
      })
  void a_line_end_at_the_end_of_an_expression_is_left_out(String regex) throws Exception {
    probe.out("The server has started");

    assertThat(ReadyWhen.log(regex).look(probe)).isEqualTo(Look.ready());
    assertThat(ReadyWhen.running().failWhenLog(regex).look(probe).verdict())
        .isEqualTo(Verdict.NEVER);
  }

  @Test
  void a_line_end_elsewhere_is_refused_unless_a_line_can_match_without() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.log("one\\ntwo"))
        .withMessageContainingAll("\"one\\ntwo\" wants a line end", "allOf(log(…), log(…))");
    assertThat(ReadyWhen.log("a[^\\n]*b").regex()).isEqualTo("a[^\\n]*b");
    assertThat(ReadyWhen.log("a\\n?b").regex()).isEqualTo("a\\n?b");
    assertThat(ReadyWhen.log("path C:\\\\new").regex()).isEqualTo("path C:\\\\new");
    assertThat(ReadyWhen.log("C:\\\\n").regex()).isEqualTo("C:\\\\n");
    assertThat(ReadyWhen.log("\\nready|up").regex()).isEqualTo("\\nready|up");
  }

  @Test
  void a_log_readiness_refuses_what_makes_no_sense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.log("(unclosed"))
        .withMessageContaining("\"(unclosed\" is no regular expression");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.log("Ready").times(0))
        .withMessageContaining("0 times");
  }

  @Test
  void health_is_ready_when_healthy_and_never_when_unhealthy() throws Exception {
    Readiness readiness = ReadyWhen.healthy();

    assertThat(readiness.look(probe.health(Health.NONE)).verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(readiness.look(probe.health(Health.STARTING)).verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(readiness.look(probe.health(Health.HEALTHY))).isEqualTo(Look.ready());
    assertThat(readiness.look(probe.health(Health.UNHEALTHY)).verdict()).isEqualTo(Verdict.NEVER);
    assertThat(readiness.look(probe).seen()).contains("unhealthy");
    assertThat(readiness.characteristics().needsHealthcheck()).isTrue();
  }

  @Test
  void a_command_is_ready_when_it_ends_with_0() throws Exception {
    Readiness readiness = ReadyWhen.exec("pg_isready", "-q");
    probe.exec(command -> new CommandOutcome(2, command + " no\n"));
    assertThat(readiness.look(probe))
        .isEqualTo(Look.notYet("exit code 2, output: [pg_isready, -q] no"));

    probe.exec(command -> new CommandOutcome(0, ""));
    assertThat(readiness.look(probe)).isEqualTo(Look.ready());
  }

  @Test
  void a_command_needs_a_program() {
    assertThatIllegalArgumentException().isThrownBy(ReadyWhen::exec).withMessageContaining("exec");
  }

  @Test
  void an_end_is_ready_with_its_code_and_never_with_another() throws Exception {
    Readiness readiness = ReadyWhen.exit(3);
    assertThat(readiness.look(probe)).isEqualTo(Look.notYet("it still runs"));
    assertThat(readiness.characteristics().expectsExit()).isTrue();

    assertThat(readiness.look(probe.ended(1))).isEqualTo(Look.never("it ended with exit code 1"));
    assertThat(readiness.look(probe.ended(3))).isEqualTo(Look.ready());
  }

  @Test
  void running_is_all_that_is_asked() throws Exception {
    assertThat(ReadyWhen.running().look(probe)).isEqualTo(Look.ready());
    assertThat(ReadyWhen.running().describe()).isEqualTo("its process runs");
    assertThat(ReadyWhen.running().characteristics().expectsExit()).isFalse();
    assertThat(ReadyWhen.running().characteristics().needsHealthcheck()).isFalse();
  }

  @Test
  void each_says_what_it_waits_for() {
    assertThat(List.of(ReadyWhen.log("x"), ReadyWhen.log("x").times(2)))
        .extracting(Readiness::describe)
        .containsExactly("it has logged /x/", "it has logged 2 times /x/");
    assertThat(ReadyWhen.healthy().describe()).isEqualTo("its HEALTHCHECK is healthy");
    assertThat(ReadyWhen.exec("a", "b").describe()).isEqualTo("the command a b ends with 0");
    assertThat(ReadyWhen.exit(3).describe()).isEqualTo("it ends with exit code 3");
  }

  @Test
  void equal_questions_are_equal() {
    assertThat(ReadyWhen.log("x").times(2)).isEqualTo(ReadyWhen.log("x").times(2));
    assertThat(ReadyWhen.log("x")).isNotEqualTo(ReadyWhen.log("y"));
    assertThat(ReadyWhen.healthy()).isEqualTo(ReadyWhen.healthy());
    assertThat(ReadyWhen.exec("a"))
        .isEqualTo(ReadyWhen.exec("a"))
        .isNotEqualTo(ReadyWhen.exec("b"));
    assertThat(ReadyWhen.usual()).isEqualTo(ReadyWhen.usual());
    assertThat(ReadyWhen.exit(0)).isEqualTo(ReadyWhen.exit(0)).isNotEqualTo(ReadyWhen.exit(1));
  }
}
