package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTests {

  private final Map<String, String> settings = new HashMap<>();
  private Set<String> forms = Set.of("html", "json");
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final MadeUpRun run = MadeUpRun.ofAnOrderService();
  @TempDir private Path project;

  @Test
  void a_page_and_json_are_written_to_the_builds_directory() throws IOException {
    Files.createDirectory(project.resolve("build"));

    write(run.journal);

    assertThat(files("build/mayfly")).containsExactly(".runs", "index.html", "s1.html", "s1.json");
    assertThat(new ObjectMapper().readTree(project.resolve("build/mayfly/s1.json").toFile()))
        .hasSize(9);
  }

  @Test
  void without_a_builds_directory_nothing_is_written_unasked() throws IOException {
    write(run.journal);

    assertThat(files("")).isEmpty();
  }

  @Test
  void without_a_container_nothing_is_written() throws IOException {
    Files.createDirectory(project.resolve("target"));

    write(new Journal(run.clock));

    assertThat(files("target")).isEmpty();
  }

  @Test
  void the_settings_choose_forms_and_directory() throws IOException {
    forms = Set.of("json", "console");
    settings.put("mayfly.report.dir", "reports");

    write(run.journal);

    assertThat(files("reports")).containsExactly("s1.json");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern(
            "StockTests\\.broker +apache/kafka:3\\.9\\.0 +failed +1900 ms +50 ms +140 ms +900 ms +0")
        .contains("opensearch:2.11 is slow");
  }

  /** In this module's tests nothing is logged at the level INFO by the report. */
  @Test
  void a_failure_is_told_on_the_console_where_nobody_would_see_it_in_the_log() throws IOException {
    Files.createDirectory(project.resolve("target"));

    write(run.journal);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "Mayfly: a container did not start or a test failed. The run's report: file:",
            "target/mayfly/index.html");
  }

  @Test
  void a_run_without_a_failure_says_nothing_on_the_console() throws IOException {
    Files.createDirectory(project.resolve("target"));

    write(MadeUpRun.ofMany(1).journal);

    assertThat(printed.size()).isZero();
  }

  @Test
  void a_jvm_says_once_where_its_page_is() throws IOException {
    Files.createDirectory(project.resolve("target"));

    write(run.journal);
    report().write(run.journal, "s2");

    assertThat(printed.toString(StandardCharsets.UTF_8)).containsOnlyOnce("The run's report");
    assertThat(files("target/mayfly")).contains("s1.html", "s2.html");
  }

  @Test
  void the_page_of_all_modules_lies_where_the_builds_tool_has_its_files() throws IOException {
    Files.writeString(project.resolve("build.gradle.kts"), "");
    assertThat(ofBuild()).contains(project.resolve("build/mayfly"));

    Files.writeString(project.resolve("pom.xml"), "");
    assertThat(ofBuild()).contains(project.resolve("target/mayfly"));

    settings.put("mayfly.report.dir", "out/reports");
    assertThat(ofBuild()).contains(project.resolve("out/reports"));
  }

  @Test
  void a_folder_of_no_tool_such_as_a_repository_gets_no_page_of_all_modules() throws IOException {
    Files.createDirectories(project.resolve(".git"));
    Files.createDirectories(project.resolve("build"));
    assertThat(ofBuild()).isEmpty();

    settings.put("mayfly.report.dir", "reports");
    assertThat(ofBuild()).isEmpty();
  }

  @Test
  void a_session_has_its_page_also_where_that_of_all_cannot_be_written() throws IOException {
    Path folder = Files.createDirectories(project.resolve("target/mayfly"));
    Files.writeString(folder.resolve(".runs"), "in the way");

    write(run.journal);

    assertThat(files("target/mayfly")).containsExactly(".runs", "s1.html", "s1.json");
  }

  private Optional<Path> ofBuild() {
    return Report.directoryOfBuild(name -> Optional.ofNullable(settings.get(name)), project);
  }

  @Test
  void what_is_new_since_the_last_run_without_a_failure_is_told_once_it_is_there()
      throws IOException {
    Files.createDirectory(project.resolve("target"));
    MadeUpRun before = new MadeUpRun();
    before.started("db", "field T.db", "postgres:15", 5432, 5, 300);
    before.test("T", "passes()", 5, "", "db");
    MadeUpRun red = new MadeUpRun();
    red.started("db", "field T.db", "postgres:16", 5432, 5, 300);
    red.test("T", "fails()", 5, "java.lang.AssertionError: no", "db");

    report().write(before.journal, "s1");
    report().write(red.journal, "s2");
    report().write(red.journal, "s3");

    assertThat(Files.readString(project.resolve("target/mayfly/s1.json")))
        .contains("\"advice\":[]");
    for (String session : List.of("s2", "s3")) {
      assertThat(Files.readString(project.resolve("target/mayfly/" + session + ".json")))
          .contains("postgres:16 in place of postgres:15");
    }
  }

  @Test
  void off_writes_nothing() throws IOException {
    Files.createDirectory(project.resolve("target"));
    forms = Set.of();
    settings.put("mayfly.report", "off");

    write(run.journal);

    assertThat(files("target")).isEmpty();
  }

  @Test
  void a_directory_that_cannot_be_made_fails_nothing() throws IOException {
    Files.writeString(project.resolve("target"), "a file");
    settings.put("mayfly.report.dir", "target/mayfly");

    write(run.journal);

    assertThat(files("")).containsExactly("target");
  }

  @Test
  void the_page_is_whole_and_its_data_cannot_end_its_script() throws IOException {
    String page = HtmlReport.of(RunJson.of(run.toRecord()));

    assertThat(page)
        .contains("OPEN \\u003c/script>")
        .doesNotContain("@RUN@")
        .doesNotContain("@STYLE@")
        .doesNotContain("@SCRIPT@")
        .doesNotContain("http://")
        .doesNotContain("https://");
  }

  private void write(Journal journal) {
    report().write(journal, "s1");
  }

  private Report report() {
    return Report.of(
        forms,
        Report.directory(name -> Optional.ofNullable(settings.get(name)), project),
        new PrintStream(printed, true));
  }

  private List<String> files(String folder) throws IOException {
    try (Stream<Path> all = Files.list(project.resolve(folder))) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
