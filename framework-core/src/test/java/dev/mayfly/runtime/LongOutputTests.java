package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.allOf;
import static dev.mayfly.ready.ReadyWhen.check;
import static dev.mayfly.ready.ReadyWhen.exec;
import static dev.mayfly.ready.ReadyWhen.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ExecResult;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageException;
import dev.mayfly.LogLine;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Probe.LogStream;
import dev.mayfly.ready.Readiness;
import dev.mayfly.report.TestRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much is printed, what is kept and shown of it is bounded, and says what was cut. */
class LongOutputTests {

  private static final String MEGABYTE = "x".repeat(1_000_000);

  private final InMemoryEngine engine = new InMemoryEngine();
  @TempDir private Path folder;
  private Containers containers;

  @BeforeEach
  void open() {
    containers =
        QuietSession.on(engine, "mayfly.report", "json", "mayfly.report.dir", folder.toString());
  }

  @AfterEach
  void close() {
    containers.close();
  }

  private ContainerStartException failure(Readiness readiness) {
    return failure(readiness, Duration.ofMillis(300));
  }

  private ContainerStartException failure(Readiness readiness, Duration timeout) {
    return catchThrowableOfType(
        ContainerStartException.class,
        () ->
            containers.start(ContainerSpec.of("db:1").readyWhen(readiness).startTimeout(timeout)));
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void a_line_of_a_megabyte_makes_no_long_message() throws IOException {
    engine.image("db:1").logs("first", "begin " + MEGABYTE + " end", "last").exits(1);

    ContainerStartException failure = failure(log("ready"));

    assertThat(failure)
        .hasMessageContainingAll(
            "first",
            "begin xxx",
            "98010 characters left out; mayfly.logs=file keeps",
            "xxx end",
            "last");
    assertThat(trace(failure)).hasSizeLessThan(20_000);
    assertThat(failure.log())
        .extracting(line -> line.text().length())
        .allMatch(size -> size < 3_000);
    containers.close();
    assertThat(Files.readString(folder.resolve(containers.sessionId() + ".json")))
        .hasSizeLessThan(60_000);
  }

  @Test
  void fifty_long_lines_are_cut_to_the_last_of_them() {
    engine
        .image("db:1")
        .logs(
            java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> i + MEGABYTE)
                .toArray(String[]::new))
        .exits(1);

    ContainerStartException failure = failure(log("ready"));

    assertThat(failure).hasMessageContainingAll("long ones left out; mayfly.logs=file", "59xxx");
    assertThat(trace(failure)).hasSizeLessThan(40_000);
  }

  @Test
  void what_a_look_saw_is_bounded_in_the_message_and_its_causes() {
    byte[] much = MEGABYTE.getBytes(StandardCharsets.UTF_8);
    engine.image("db:1").exec((container, command) -> new ExecResult(1, much, much));

    assertThat(trace(failure(exec("ask"), Duration.ofSeconds(3))))
        .contains("last answer: exit code 1", "characters left out")
        .hasSizeLessThan(60_000);
  }

  @Test
  void an_exception_of_others_is_bounded() {
    engine.image("db:1");
    engine.failNext(
        "createContainer", new EngineException(500, MEGABYTE, new IOException(MEGABYTE)));

    assertThat(trace(failure(log("ready"))))
        .contains("characters left out")
        .hasSizeLessThan(80_000);
  }

  @Test
  void a_commands_failure_shows_the_begin_and_the_end() {
    byte[] much = ("begin " + MEGABYTE + " end").getBytes(StandardCharsets.UTF_8);
    ExecResult result = new ExecResult(1, much, much);

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(result::orThrow)
        .withMessageContainingAll(
            "begin", "characters left out; stdout() of the result has more", "end")
        .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(20_000));
    assertThat(result.toString()).hasSizeLessThan(20_000);
    assertThat(result.stdout()).hasSize(much.length);
  }

  @Test
  void a_wanted_line_is_not_missed_though_thousands_follow() {
    String[] lines = new String[40_000];
    java.util.Arrays.setAll(lines, i -> i == 0 ? "up" : "line " + i);
    engine.image("db:1").logs(lines);
    List<Integer> kept = new ArrayList<>();

    RunningContainer db =
        containers.start(
            ContainerSpec.of("db:1")
                .readyWhen(
                    allOf(
                            log("^up$"),
                            log("^line \\d*7$").times(4_000),
                            check("late", probe -> lateLook(probe, kept)))
                        .failWhenLog("FATAL")));

    assertThat(db.isRunning()).isTrue();
    assertThat(kept).isNotEmpty().allMatch(size -> size <= 10_000);
  }

  /** Asks for lines of which all but the last are no longer kept. */
  private static Look lateLook(Probe probe, List<Integer> kept) {
    List<String> lines = probe.logLines(LogStream.BOTH);
    kept.add(lines.size());
    boolean all = lines.contains("line 39999") && !lines.contains("up");
    return all && probe.logMatches("^(up|line 5)$", LogStream.STDOUT).count() == 2
        ? Look.ready()
        : Look.notYet(lines.size() + " lines");
  }

  @Test
  void a_bad_line_far_back_ends_the_wait() {
    String[] lines = new String[30_000];
    java.util.Arrays.setAll(lines, i -> i == 5 ? "FATAL " + MEGABYTE : "line " + i);
    engine.image("db:1").logs(lines);

    ContainerStartException failure = failure(log("never").failWhenLog("^FATAL"));

    assertThat(failure).hasMessageContaining("it can't become ready: it logged \"FATAL xxx");
    assertThat(trace(failure)).hasSizeLessThan(60_000);
  }

  @Test
  void a_wanted_line_of_a_megabyte_is_found_at_its_end() {
    engine.image("db:1").logs(MEGABYTE + " up");

    assertThat(containers.start(ContainerSpec.of("db:1").readyWhen(log(" up$"))).isRunning())
        .isTrue();
  }

  @Test
  void a_tail_keeps_the_last_lines_within_its_bounds() {
    LogTail tail = new LogTail(3, 100, 50);
    for (int i = 0; i < 10; i++) {
      tail.add(new LogLine(LogLine.Stream.STDOUT, Instant.EPOCH, i + "y".repeat(30)));
    }

    assertThat(tail.lines())
        .extracting(line -> line.text().charAt(0))
        .containsExactly('7', '8', '9');
    assertThat(tail.dropped()).isEqualTo(7);
    tail.add(new LogLine(LogLine.Stream.STDOUT, Instant.EPOCH, "z".repeat(1_000)));
    assertThat(tail.lines())
        .last()
        .matches(line -> line.text().contains("950 characters left out"));
    assertThat(tail.isWhole()).isFalse();
  }

  @Test
  void a_tests_message_is_bounded_in_the_report() throws IOException {
    engine.image("db:1");
    containers.start(ContainerSpec.of("db:1"));
    Instant now = Instant.now();
    containers
        .orchestrator()
        .journal()
        .test(new TestRecord("T", "t", TestRecord.Outcome.FAILED, now, now, MEGABYTE, List.of()));
    containers.close();

    assertThat(Files.readString(folder.resolve(containers.sessionId() + ".json")))
        .contains("characters left out")
        .hasSizeLessThan(40_000);
  }

  @Test
  void what_is_kept_of_a_failed_test_is_bounded() {
    engine.image("db:1").logs("a " + MEGABYTE, "b " + MEGABYTE, "c");
    RunningContainer db = containers.start(ContainerSpec.of("db:1"));

    assertThat(containers.orchestrator().evidence(List.of(db), Instant.EPOCH).get("container.log"))
        .contains("900002 characters left out", "   c\n")
        .hasSizeLessThan(300_000);
  }

  @Test
  void a_failed_build_shows_its_last_lines_once_without_drawing(@TempDir Path context)
      throws IOException {
    Files.writeString(
        context.resolve("Dockerfile"), "FROM db:1\nENV X=\u001b[31mred\u001b[0m\nRUN exit 3\n");
    engine.image("db:1");

    ContainerStartException failure =
        catchThrowableOfType(
            ContainerStartException.class,
            () -> containers.start(ContainerSpec.of(ImageBuild.of(context))));

    assertThat(failure)
        .hasMessageContaining("ENV X=red\n")
        .hasCauseInstanceOf(ImageException.class);
    assertThat(failure.getMessage().split("ENV X=red", -1)).hasSize(2);
    assertThat(failure.getMessage()).doesNotContain("\u001b", "u001b");
  }
}
