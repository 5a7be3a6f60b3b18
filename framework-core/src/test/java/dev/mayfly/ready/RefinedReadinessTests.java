package dev.mayfly.ready;

import static dev.mayfly.ready.ReadyWhen.allOf;
import static dev.mayfly.ready.ReadyWhen.anyOf;
import static dev.mayfly.ready.ReadyWhen.check;
import static dev.mayfly.ready.ReadyWhen.exit;
import static dev.mayfly.ready.ReadyWhen.file;
import static dev.mayfly.ready.ReadyWhen.healthy;
import static dev.mayfly.ready.ReadyWhen.http;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.port;
import static dev.mayfly.ready.ReadyWhen.tls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mayfly.ready.Look.Verdict;
import org.junit.jupiter.api.Test;

/** Files, own checks, looks in a row and lines that must not come. */
class RefinedReadinessTests {

  private final FakeProbe probe = new FakeProbe();

  @Test
  @SuppressWarnings("NullAway")
  void a_check_that_returns_null_is_never_ready_and_says_so() throws Exception {
    assertThat(check("nothing", probe -> null).look(new FakeProbe()))
        .isEqualTo(Look.never("the check returned null; it must return a Look"));
  }

  @Test
  void a_file_that_exists_is_ready() throws Exception {
    assertThat(file("/data/done").look(probe)).isEqualTo(Look.notYet("there is no /data/done"));
    assertThat(file("/data/done").look(probe.file("/data/done"))).isEqualTo(Look.ready());
    assertThat(file("/a").describe()).isEqualTo("the file /a exists");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file("done"))
        .withMessage("The path \"done\" must begin with a slash.");
  }

  @Test
  void a_check_of_ones_own_is_asked() throws Exception {
    Readiness own = check("the schema is there", seen -> Look.notYet("no table"));

    assertThat(own.look(probe)).isEqualTo(Look.notYet("no table"));
    assertThat(own.describe()).isEqualTo("the schema is there");
  }

  @Test
  void a_line_that_must_not_come_ends_the_wait_also_while_the_rest_is_not_ready() throws Exception {
    Readiness readiness = log("ready").failWhenLog("^FATAL");
    assertThat(readiness.look(probe.out("not FATAL")).verdict()).isEqualTo(Verdict.NOT_YET);

    assertThat(readiness.look(probe.err("FATAL: no disk ")))
        .isEqualTo(Look.never("it logged \"FATAL: no disk\", which matches /^FATAL/"));
    assertThat(readiness.look(probe.out("ready")).verdict()).isEqualTo(Verdict.NEVER);
    assertThat(readiness.describe())
        .isEqualTo("no log line matches /^FATAL/, and it has logged /ready/");
  }

  @Test
  void a_line_that_must_not_come_is_seen_in_every_part() throws Exception {
    Readiness part = file("/done").failWhenLog("FATAL");

    assertThat(allOf(log("ready"), part).look(probe.err("FATAL")).verdict())
        .isEqualTo(Verdict.NEVER);
    assertThat(anyOf(log("ready"), part).look(probe).verdict()).isEqualTo(Verdict.NOT_YET);
  }

  @Test
  void looks_in_a_row_ask_the_same_and_say_how_often() throws Exception {
    Readiness twice = log("up").inARow(2);

    assertThat(twice.look(probe)).isEqualTo(Look.notYet("0 matching lines so far"));
    assertThat(twice.look(probe.out("up"))).isEqualTo(Look.ready());
    assertThat(twice.characteristics().inARow()).isEqualTo(2);
    assertThat(twice.describe()).isEqualTo("it has logged /up/, 2 times in a row");
    assertThat(allOf(twice, log("x").inARow(3)).characteristics().inARow()).isEqualTo(3);
    assertThat(anyOf(log("x"), twice).characteristics().inARow()).isEqualTo(2);
    assertThat(log("up").characteristics().inARow()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log("up").inARow(0))
        .withMessageContaining("inARow(…) begins at 1");
  }

  @Test
  void what_a_question_needs_its_refinements_need() {
    Readiness refined = allOf(http("/"), tls(443), healthy(), exit(0)).inARow(2).failWhenLog("x");

    assertThat(refined.characteristics().needsOnePort()).isTrue();
    assertThat(refined.characteristics().ports()).containsExactly(443);
    assertThat(refined.characteristics().needsHealthcheck()).isTrue();
    assertThat(refined.characteristics().expectsExit()).isTrue();
    assertThat(refined.characteristics().inARow()).isEqualTo(2);
    assertThat(port(80).inARow(2).characteristics().needsOnePort()).isFalse();
  }

  @Test
  void an_expression_that_cannot_be_read_is_named_where_it_is_written() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log("up").failWhenLog("FATAL("))
        .withMessageContaining("\"FATAL(\" is no regular expression");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> http("/").body("["))
        .withMessageContaining("\"[\" is no regular expression");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tls(443).certificate("*"))
        .withMessageContaining("\"*\" is no regular expression");
  }

  @Test
  void equal_refinements_are_equal() {
    assertThat(log("x").inARow(2)).isEqualTo(log("x").inARow(2)).isNotEqualTo(log("x").inARow(3));
    assertThat(port(1).failWhenLog("x"))
        .isEqualTo(port(1).failWhenLog("x"))
        .isNotEqualTo(port(1).failWhenLog("y"));
    assertThat(file("/a")).isEqualTo(file("/a")).isNotEqualTo(file("/b"));
    assertThat(tls(1)).isEqualTo(tls(1)).isNotEqualTo(tls(1).certificate("x"));
  }
}
