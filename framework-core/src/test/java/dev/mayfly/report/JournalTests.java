package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.report.TestRecord.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTests {

  private final MadeUpRun run = MadeUpRun.ofAnOrderService();

  @Test
  void a_container_has_its_phases_with_their_times() throws IOException {
    JsonNode db = container(0);

    assertThat(db.path("phases"))
        .extracting(phase -> phase.path("phase").asText())
        .containsExactly("image", "create", "start", "ready");
    assertThat(db.at("/phases/0/endedMs").asDouble()).isEqualTo(3200);
    assertThat(db.at("/phases/3/beganMs").asDouble()).isEqualTo(3405);
    assertThat(db.path("readyMs").asDouble()).isEqualTo(4805);
    assertThat(db.at("/ports/5432~1tcp").asInt()).isEqualTo(49_152);
    assertThat(db.path("outcome").asText()).isEqualTo("ready");
  }

  @Test
  void what_was_done_to_a_container_is_told_with_who_did_it() throws IOException {
    JsonNode facts = container(1).path("facts");

    assertThat(facts)
        .extracting(fact -> fact.path("what").asText())
        .containsExactly("stopped", "removed");
    assertThat(facts.at("/0/by").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(container(1).path("endedMs").asDouble()).isEqualTo(facts.at("/1/atMs").asDouble());
  }

  @Test
  void a_container_that_did_not_start_has_its_failure_and_log_without_secrets() throws IOException {
    JsonNode broker = container(2);

    assertThat(broker.path("outcome").asText()).isEqualTo("failed");
    assertThat(broker.path("readyMs").isNull()).isTrue();
    assertThat(broker.path("failure").asText()).contains("ended with exit code 1");
    assertThat(broker.path("log")).hasSize(2);
    assertThat(RunJson.of(run.toRecord())).doesNotContain("geheim12");
  }

  @Test
  void a_test_is_linked_to_the_containers_that_were_there_for_it() throws IOException {
    JsonNode test = tree(run.journal).at("/tests/1");

    assertThat(test.path("name").asText()).isEqualTo("orders_can_be_cancelled()");
    assertThat(test.path("outcome").asText()).isEqualTo("failed");
    assertThat(test.path("containers")).extracting(JsonNode::asInt).containsExactly(1, 2);
  }

  @Test
  void the_secrets_of_its_containers_are_masked_in_a_tests_failure() throws IOException {
    run.journal.test(
        new TestRecord(
            "T",
            "t()",
            Outcome.FAILED,
            run.clock.instant(),
            run.clock.instant(),
            "login with geheim12 failed",
            List.of("id-of-db")));

    assertThat(run.toRecord().tests())
        .last()
        .extracting(TestRecord::failure)
        .isEqualTo("login with *** failed");
  }

  @Test
  void what_is_still_there_at_the_end_was_removed_with_its_session() throws IOException {
    assertThat(container(4).at("/facts/0/what").asText()).isEqualTo("removed with its session");
    assertThat(container(4).path("endedMs").isNull()).isFalse();
  }

  @Test
  void a_test_that_began_before_the_session_begins_the_run() throws IOException {
    HandClock clock = new HandClock();
    var before = clock.instant();
    clock.goOn(500);
    Journal journal = new Journal(clock);
    journal.test(
        new TestRecord("T", "t()", Outcome.PASSED, before, clock.instant(), "", List.of()));

    assertThat(tree(journal).path("durationMs").asDouble()).isEqualTo(500);
  }

  @Test
  void of_a_long_log_the_last_lines_are_kept() throws IOException {
    Life life = run.journal.begin("x", "field T.x", ContainerSpec.of("x:1"));
    life.begins(Phase.IMAGE);
    life.ends(Phase.IMAGE);
    String[] lines = IntStream.range(0, 500).mapToObj(i -> "line " + i).toArray(String[]::new);
    life.failed("broken", run.lines(lines));

    assertThat(life.toRecord().log()).hasSize(200).last().isEqualTo("line 499");
  }

  @Test
  void what_stands_for_a_container_is_told_as_that_is() {
    Life life = run.journal.begin("db", "field T.db", ContainerSpec.of("x:1").env("USER", "usual"));

    life.standsFor(ContainerSpec.of("y:2").env("USER", "orders"));

    assertThat(life.toRecord().image()).isEqualTo("y:2");
    assertThat(life.toRecord().env().toString()).contains("orders").doesNotContain("usual");
  }

  private static JsonNode tree(Journal journal) throws IOException {
    return new ObjectMapper().readTree(RunJson.of(journal.toRecord("s")));
  }

  private JsonNode container(int index) throws IOException {
    return tree(run.journal).path("containers").path(index);
  }
}
