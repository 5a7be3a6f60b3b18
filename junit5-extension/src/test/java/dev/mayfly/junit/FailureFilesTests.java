package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.Witness;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** What the containers of a failed test tell is kept. */
@Tag("since-junit-5.13")
final class FailureFilesTests {

  @TempDir private Path folder;
  @TempDir private Path published;
  private final TestRun run = new TestRun();

  @BeforeEach
  void write_there() {
    run.parameter("mayfly.report.dir", folder.toString()).publishesTo(published);
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.contains("/") && !name.startsWith("."))
          .map(name -> name.replaceFirst("^dev\\.mayfly\\.junit\\.FailureFilesTests\\$", ""))
          .sorted()
          .toList();
    }
  }

  private Path folderOf(Class<?> testClass) {
    return folder.resolve(testClass.getName());
  }

  static class OneFailsTestCase {
    @Container(image = "db:1", env = "DB_PASSWORD=hunter2hunter2")
    static RunningContainer db;

    @Test
    void fails(@Container(image = "cache:1") RunningContainer cache) {
      throw new AssertionError("no order in " + cache.name().length());
    }

    @Test
    void passes() {}

    @Test
    void is_aborted() {
      assumeTrue(false, "not today");
    }
  }

  @Test
  void a_failed_test_leaves_a_file_of_each_container_and_a_map_of_the_network() throws IOException {
    run.engine().image("db:1").logs("password is hunter2hunter2");

    run.execute(OneFailsTestCase.class);

    assertThat(kept())
        .containsExactly(
            "OneFailsTestCase/fails-RunningContainer/cache.log",
            "OneFailsTestCase/fails-RunningContainer/db.log",
            "OneFailsTestCase/fails-RunningContainer/network.txt");
    assertThat(folderOf(OneFailsTestCase.class).resolve("fails-RunningContainer/db.log"))
        .content()
        .contains(
            "place: field FailureFilesTests.OneFailsTestCase.db",
            "state: running",
            "password is ***")
        .doesNotContain("hunter2");
  }

  @Test
  void the_files_are_published_and_named_in_junits_report() {
    EngineExecutionResults results = run.execute(OneFailsTestCase.class);

    assertThat(published.resolve("db.log")).content().contains("state: running");
    assertThat(published.resolve("network.txt")).content().contains("db: ", "cache: ");
    assertThat(results.testEvents().fileEntryPublished().count()).isEqualTo(3);
    assertThat(results.testEvents().reportingEntryPublished().list())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getPayload().toString())
                    .contains("fails-RunningContainer: cache.log, db.log, network.txt"));
  }

  record Shown() implements Witness<RunningContainer> {
    @Override
    public Map<String, byte[]> tell(RunningContainer container) {
      return Map.of("screen.png", new byte[] {1, 2, 3});
    }
  }

  static class WitnessedTestCase {
    @Container
    static final GenericContainer web =
        GenericContainer.of("db:1").customize(spec -> spec.witness(new Shown()));

    @Test
    void fails() {
      throw new AssertionError("no order");
    }

    @Test
    void passes() {}
  }

  @Test
  void what_a_witness_tells_lies_beside_the_log_and_is_named_in_the_runs_report()
      throws IOException {
    run.execute(WitnessedTestCase.class);

    assertThat(kept())
        .containsExactly(
            "WitnessedTestCase/fails/network.txt",
            "WitnessedTestCase/fails/web-screen.png",
            "WitnessedTestCase/fails/web.log");
    Path screen = folderOf(WitnessedTestCase.class).resolve("fails/web-screen.png");
    assertThat(screen).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(published.resolve("web-screen.png")).hasBinaryContent(new byte[] {1, 2, 3});
    try (Stream<Path> files = Files.list(folder)) {
      Path report =
          files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
      assertThat(report)
          .content()
          .contains(
              "\"" + WitnessedTestCase.class.getName() + "/fails/web-screen.png\"",
              "\"" + WitnessedTestCase.class.getName() + "/fails/web.log\"");
    }
  }

  static class PlainFailureTestCase {
    @Container(image = "db:1")
    static RunningContainer db;

    @Test
    void fails() {
      throw new AssertionError("no order");
    }
  }

  @Test
  void a_test_that_fails_does_so_for_its_own_reason_whatever_the_engine_says() throws IOException {
    run.engine().image("db:1").logs("hello");
    run.engine().failNext("logs", new EngineException(500, "the disk is full"));

    assertThat(run.failuresOf(PlainFailureTestCase.class))
        .singleElement()
        .satisfies(
            failure -> assertThat(failure).hasMessage("no order").hasNoSuppressedExceptions());
    assertThat(folderOf(PlainFailureTestCase.class).resolve("fails/db.log"))
        .content()
        .contains("the disk is full");
  }

  @Test
  void a_folder_that_cannot_be_written_hides_nothing() throws IOException {
    Path file = Files.writeString(folder.resolve("no-folder"), "");

    assertThat(
            run.parameter("mayfly.report.dir", file.toString())
                .failuresOf(PlainFailureTestCase.class))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessage("no order"));
  }

  @Test
  void no_files_are_written_where_the_report_is_off() throws IOException {
    run.parameter("mayfly.report", "off").execute(PlainFailureTestCase.class);

    assertThat(kept()).isEmpty();
    assertThat(published.resolve("db.log")).isNotEmptyFile();
  }

  static class InvocationsTestCase {
    @Container(image = "db:1")
    RunningContainer db;

    @ParameterizedTest
    @ValueSource(strings = {"../a", "b"})
    void fails(String name) {
      throw new AssertionError(name);
    }
  }

  @Test
  void each_invocation_of_a_test_has_a_folder_also_when_they_run_side_by_side() throws IOException {
    run.inParallel().execute(InvocationsTestCase.class);

    assertThat(kept())
        .containsExactly(
            "InvocationsTestCase/fails-String-1/db.log",
            "InvocationsTestCase/fails-String-1/network.txt",
            "InvocationsTestCase/fails-String-2/db.log",
            "InvocationsTestCase/fails-String-2/network.txt");
  }

  static class DynamicTestCase {
    @Container(image = "db:1")
    static RunningContainer db;

    @TestFactory
    Stream<DynamicNode> all() {
      return Stream.of(
          dynamicTest("passes", () -> assertThat(db.name()).isNotEmpty()),
          dynamicTest("fails", () -> fail("no order")),
          dynamicTest("is aborted", () -> assumeTrue(false, "not today")),
          dynamicContainer("inner", List.of(dynamicTest("fails", () -> fail("no stock")))));
    }
  }

  @Test
  void each_dynamic_test_that_fails_has_a_folder() throws IOException {
    run.execute(DynamicTestCase.class);

    assertThat(kept())
        .containsExactly(
            "DynamicTestCase/all-2/db.log",
            "DynamicTestCase/all-2/network.txt",
            "DynamicTestCase/all-4-1/db.log",
            "DynamicTestCase/all-4-1/network.txt");
  }

  @Test
  void dynamic_tests_that_fail_are_in_the_runs_report() throws IOException {
    run.execute(DynamicTestCase.class);

    try (Stream<Path> files = Files.list(folder)) {
      Path json = files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
      assertThat(json).content().contains("no order", "no stock").doesNotContain("not today");
    }
  }

  @Test
  void what_an_earlier_run_left_in_the_folder_is_replaced() throws IOException {
    Path own = folderOf(PlainFailureTestCase.class).resolve("fails");
    Files.createDirectories(own);
    Files.writeString(own.resolve("gone.log"), "of yesterday");

    run.execute(PlainFailureTestCase.class);

    assertThat(own.resolve("gone.log")).doesNotExist();
    assertThat(own.resolve("db.log")).isNotEmptyFile();
  }

  static class ClassFailsTestCase {
    @Container(image = "db:1")
    static RunningContainer db;

    @BeforeAll
    static void fails() {
      throw new AssertionError("no schema");
    }

    @Test
    void never_runs() {}
  }

  @Test
  void a_class_that_fails_before_its_tests_leaves_files_too() throws IOException {
    run.execute(ClassFailsTestCase.class);

    assertThat(kept())
        .containsExactly("ClassFailsTestCase/class/db.log", "ClassFailsTestCase/class/network.txt");
  }

  static class OnDockerTestCase {
    @Container(waitForLog = "the token")
    static final GenericContainer box =
        GenericContainer.of("busybox:1.35")
            .command("sh", "-c", "echo the token is $BOX_TOKEN; exec sleep 600")
            .env("BOX_TOKEN", "hunter2hunter2");

    @Test
    void fails() {
      box.exec("sh", "-c", "echo during the test > /proc/1/fd/1").orThrow();
      throw new AssertionError("no order");
    }
  }

  @Test
  @Tag("docker")
  void a_container_of_a_real_engine_tells_what_it_logged_and_where_it_was() {
    TestRun.onThisMachine()
        .parameter("mayfly.report.dir", folder.toString())
        .execute(OnDockerTestCase.class);

    Path own = folderOf(OnDockerTestCase.class).resolve("fails");
    assertThat(own.resolve("box.log"))
        .content()
        .contains("image: busybox:1.35", "state: running", "   during the test")
        .doesNotContain("hunter2");
    assertThat(own.resolve("network.txt")).content().contains("  box: 1", "names box");
  }
}
