package dev.mayfly.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import org.junit.jupiter.api.Test;

class AnswersTests {

  private static final String HEALTH =
      "{\"services\": {\"dynamodb\": \"starting\", \"s3\": \"running\", \"sns\": \"error\","
          + " \"sqs\": \"available\", \"ssm\": \"disabled\"},"
          + " \"edition\": \"community\", \"version\": \"4.9.2\"}";

  private static String script(String state) {
    return "{\"stage\": \"READY\", \"name\": \"000-buckets.sh\", \"state\": \"" + state + "\"}";
  }

  private static Look scripts(boolean completed, String script) {
    return Answers.scripts("{\"completed\": " + completed + ", \"scripts\": [" + script + "]}\n");
  }

  @Test
  void services_that_are_available_or_running_are_ready() {
    assertThat(Answers.services(HEALTH, "s3,sqs")).isEqualTo(Look.ready());
    assertThat(Answers.services(HEALTH, "s3, sqs")).isEqualTo(Look.ready());
    assertThat(Answers.services(HEALTH, "")).isEqualTo(Look.ready());
  }

  @Test
  void a_service_that_starts_is_waited_for() {
    assertThat(Answers.services(HEALTH, "s3,dynamodb"))
        .isEqualTo(Look.notYet("its service dynamodb is starting"));
  }

  @Test
  void a_service_that_does_not_exist_is_named_beside_those_that_do() {
    assertThat(Answers.services(HEALTH, "s3,s4"))
        .isEqualTo(Look.never("it has no service \"s4\"; it has [dynamodb, s3, sns, sqs, ssm]"));
  }

  @Test
  void a_service_that_could_not_start_ends_the_wait() {
    assertThat(Answers.services(HEALTH, "sns").verdict()).isEqualTo(Verdict.NEVER);
  }

  @Test
  void scripts_are_waited_for_to_their_end() {
    assertThat(scripts(true, "")).isEqualTo(Look.ready());
    assertThat(scripts(true, script("SUCCESSFUL"))).isEqualTo(Look.ready());
    assertThat(scripts(false, "").verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(scripts(false, script("RUNNING")).verdict()).isEqualTo(Verdict.NOT_YET);
  }

  @Test
  void a_script_that_fails_is_named_also_while_others_run() {
    String others = script("SUCCESSFUL").replace("000", "001");
    for (boolean completed : new boolean[] {true, false}) {
      assertThat(scripts(completed, others + ", " + script("ERROR")))
          .isEqualTo(Look.never("its init script 000-buckets.sh failed; why is in the log"));
    }
  }

  @Test
  void an_answer_of_something_else_is_no_readiness() {
    assertThat(Answers.scripts("<html>It works!</html>").verdict()).isEqualTo(Verdict.NOT_YET);
  }
}
