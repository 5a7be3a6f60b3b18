package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.RunningContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Tests are in the run's report, with the containers they had. */
final class TestJournalTests {

  @TempDir private Path folder;

  @TestMethodOrder(MethodName.class)
  static class ThreeOutcomesTestCase {
    @Container(image = "db:1")
    static RunningContainer db;

    @Test
    void a_passes(@Container(image = "cache:1") RunningContainer cache) {
      assertThat(cache.isRunning()).isTrue();
    }

    @Test
    void b_fails() {
      throw new AssertionError("no order " + db.name().length());
    }

    @Test
    void c_is_aborted() {
      assumeTrue(false, "not today");
    }
  }

  @Test
  void a_test_is_reported_with_its_outcome_and_its_containers() throws Exception {
    new TestRun()
        .parameter("mayfly.report.dir", folder.toString())
        .execute(ThreeOutcomesTestCase.class);

    JsonNode report = report();
    assertThat(report.path("tests"))
        .extracting(test -> test.path("name").asText() + " " + test.path("outcome").asText())
        .containsExactly(
            "a_passes(RunningContainer) passed", "b_fails() failed", "c_is_aborted() aborted");
    assertThat(report.path("tests"))
        .extracting(test -> test.path("containers").size())
        .containsExactly(2, 1, 1);
    assertThat(report.at("/tests/1/failure").asText()).contains("AssertionError: no order");
    assertThat(report.at("/tests/1/class").asText()).endsWith("ThreeOutcomesTestCase");
    assertThat(report.path("containers"))
        .extracting(container -> container.at("/facts/0/what").asText())
        .containsOnly("removed");
  }

  @Test
  void a_run_without_containers_leaves_no_report() {
    new TestRun()
        .parameter("mayfly.report.dir", folder.toString())
        .execute(NoContainerTestCase.class);

    assertThat(folder).isEmptyDirectory();
  }

  static class NoContainerTestCase {
    @Test
    void passes() {}
  }

  private JsonNode report() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> json = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(json).hasSize(1);
      return new ObjectMapper().readTree(json.get(0).toFile());
    }
  }
}
