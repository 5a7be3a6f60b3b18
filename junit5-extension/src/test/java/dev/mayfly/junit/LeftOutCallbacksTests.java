package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.GenericContainer;
import dev.mayfly.Moment;
import dev.mayfly.TestOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests that fail where JUnit calls nobody back: in a constructor, and in a dynamic test. */
final class LeftOutCallbacksTests {

  private static final List<TestOutcome> SEEN = new CopyOnWriteArrayList<>();

  private final TestRun run = new TestRun();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  private static GenericContainer watched() {
    return GenericContainer.of("db:1")
        .customize(
            spec ->
                spec.when(Moment.STOPPING, occasion -> SEEN.add(occasion.outcome().orElseThrow())));
  }

  static class ConstructorTestCase {
    @Container static final GenericContainer db = watched();

    ConstructorTestCase() {
      throw new IllegalStateException("on purpose");
    }

    @Test
    void never_begins() {}
  }

  @Tag("since-junit-5.13")
  @Test
  void a_test_whose_constructor_fails_has_failed(@TempDir Path folder) {
    run.publishesTo(folder).parameter("mayfly.report", "off");

    assertThat(run.failuresOf(ConstructorTestCase.class)).hasSize(1);

    assertThat(SEEN).containsExactly(TestOutcome.FAILED);
    assertThat(folder.resolve("db.log")).exists();
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class ClassConstructorTestCase {
    @Container static final GenericContainer db = watched();

    ClassConstructorTestCase() {
      db.running();
      throw new IllegalStateException("on purpose");
    }

    @Test
    void never_begins() {}
  }

  @Test
  void a_class_whose_constructor_fails_has_failed() {
    assertThat(run.failuresOf(ClassConstructorTestCase.class)).hasSize(1);

    assertThat(SEEN).containsExactly(TestOutcome.FAILED);
  }

  static class MethodTestCase {
    @Container static final GenericContainer db = watched();

    @Test
    void passes() {}

    @Test
    void fails() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Tag("since-junit-5.13")
  @Test
  void a_test_that_fails_later_is_written_down_once(@TempDir Path folder) throws IOException {
    run.publishesTo(folder).parameter("mayfly.report.dir", folder.toString());

    assertThat(run.failuresOf(MethodTestCase.class)).hasSize(1);

    assertThat(SEEN).containsExactly(TestOutcome.FAILED);
    assertThat(reported(folder)).containsExactlyInAnyOrder("passes() passed", "fails() failed");
  }

  @Tag("since-junit-5.13")
  @Test
  void a_test_whose_constructor_fails_is_in_the_report(@TempDir Path folder) throws IOException {
    run.publishesTo(folder).parameter("mayfly.report.dir", folder.toString());

    assertThat(run.failuresOf(ConstructorTestCase.class)).hasSize(1);

    assertThat(reported(folder)).containsExactly("never_begins() failed");
  }

  private static List<String> reported(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path json = files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
      List<String> tests = new ArrayList<>();
      new ObjectMapper()
          .readTree(json.toFile())
          .path("tests")
          .forEach(
              one -> tests.add(one.path("name").asText() + " " + one.path("outcome").asText()));
      return tests;
    }
  }

  static class DynamicTestCase {
    @Container static final GenericContainer db = watched();

    @TestFactory
    Stream<DynamicTest> tests() {
      return Stream.of(
          DynamicTest.dynamicTest(
              "fails",
              () -> {
                throw new IllegalStateException("on purpose");
              }),
          DynamicTest.dynamicTest("passes", () -> {}));
    }
  }

  @Test
  void a_dynamic_test_that_fails_fails_for_its_containers_too() {
    assertThat(run.failuresOf(DynamicTestCase.class)).hasSize(1);

    assertThat(SEEN).containsExactly(TestOutcome.FAILED);
  }
}
