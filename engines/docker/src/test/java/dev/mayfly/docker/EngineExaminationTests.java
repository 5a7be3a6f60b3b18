package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.Finding;
import dev.mayfly.engine.Finding.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found of an engine by what it answers. */
class EngineExaminationTests {

  private static final String ASKED = "/distribution/library/hello-world:latest/json";

  private final AnsweringEngine engine;

  EngineExaminationTests() throws IOException {
    engine = AnsweringEngine.start();
  }

  @AfterEach
  void end() {
    engine.close();
  }

  private Finding about(String subject) {
    return new EngineExamination(engine.api(), KnownHost.at("127.0.0.1"), false, false)
        .all().stream()
            .filter(finding -> finding.subject().equals(subject))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void a_registry_that_knows_the_image_is_reached() {
    engine.says(ASKED, "{}");

    assertThat(about("registry").verdict()).isEqualTo(Verdict.GOOD);
    assertThat(engine.asked()).contains(ASKED);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void so_is_one_that_refuses_who_is_not_known_to_it(int status) {
    engine.refuses(ASKED, status);

    assertThat(about("registry").verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void a_server_without_that_image_is_another_one() {
    Finding registry = about("registry");

    assertThat(registry.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(registry.words()).startsWith("what answers the engine as docker.io is no registry");
    assertThat(registry.facts()).containsEntry("reached", false);
  }

  @Test
  void an_engine_that_can_not_reach_it_says_why() {
    engine.refuses(ASKED, 500);

    assertThat(about("registry").words()).startsWith("the engine does not reach docker.io: ");
  }

  @Test
  void what_an_engine_does_not_tell_is_skipped() {
    assertThat(about("disk").verdict()).isEqualTo(Verdict.SKIPPED);
  }
}
