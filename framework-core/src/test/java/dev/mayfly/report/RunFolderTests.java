package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.process.JvmMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One page for all sessions of a build, and nothing of the builds before. */
class RunFolderTests {

  private static final JvmMark SELF = JvmMark.ofThisProcess();
  private static final JvmMark DEAD = new JvmMark(SELF.pid(), SELF.start() - 60_000);
  private static final JvmMark OTHER_DEAD = new JvmMark(SELF.pid(), SELF.start() - 70_000);
  private static final Instant NOW = Instant.now();
  private static final Instant HOURS_AGO = NOW.minusSeconds(10_000);

  @TempDir private Path project;

  private Path folder() {
    return project.resolve("target/mayfly");
  }

  private RunFolder runs() {
    return new RunFolder(folder());
  }

  /** What this JVM tells of a session. */
  private static RunEntry own(String session, String... files) {
    return entry(session, SELF, BuildTool.NONE, "shop", true, NOW, files);
  }

  private static RunEntry entry(
      String session,
      JvmMark jvm,
      JvmMark tool,
      String module,
      boolean isOver,
      Instant started,
      String... files) {
    RunEntry here = RunEntry.here(session, module, isOver, List.of(files), "{}");
    String summary = "{\"session\":\"" + session + "\",\"text\":\"</script>\"}";
    return new RunEntry(
        session,
        jvm,
        started,
        tool,
        here.processes(),
        module,
        isOver,
        NOW,
        List.of(files),
        summary);
  }

  /** As if it had been told hours ago. */
  private void toldHoursAgo(RunEntry entry) throws IOException {
    Path entries = Files.createDirectories(folder().resolve(".runs"));
    entry.write(entries);
    List<Path> files =
        Stream.concat(
                Stream.of(entries.resolve(entry.fileName())),
                entry.files().stream().map(folder()::resolve))
            .toList();
    for (Path file : files) {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "of " + entry.session());
      }
      Files.setLastModifiedTime(file, FileTime.from(HOURS_AGO));
    }
  }

  private List<String> lives() throws IOException {
    return Files.readString(runs().page())
        .lines()
        .filter(line -> line.startsWith("<script type=\"application/json\""))
        .map(line -> line.replaceFirst(".*data-life=\"(\\w+)\".*\"session\":\"(\\w+)\".*", "$2 $1"))
        .sorted()
        .toList();
  }

  @Test
  void the_page_has_all_sessions_and_no_text_of_theirs_can_end_its_script() throws IOException {
    runs().tell(own("a"));
    runs().tell(own("b"));

    assertThat(lives()).containsExactly("a over", "b over");
    assertThat(Files.readString(runs().page()))
        .contains("\\u003c/script>")
        .doesNotContain("@RUN@", "@STYLE@", "@SCRIPT@", "http://", "https://");
  }

  @Test
  void sessions_that_tell_at_once_lose_nothing() throws IOException {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 24)
            .mapToObj(
                number ->
                    CompletableFuture.runAsync(
                        () -> {
                          try {
                            runs().tell(own("s" + number));
                          } catch (IOException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    all.forEach(CompletableFuture::join);

    assertThat(lives()).hasSize(24);
    try (Stream<Path> files = Files.list(folder().resolve(".runs"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("the lock's file and one for each session")
          .hasSize(25);
    }
  }

  @Test
  void a_session_that_goes_on_is_running_and_one_whose_jvm_was_killed_is_lost() throws IOException {
    runs().tell(entry("a", SELF, BuildTool.NONE, "shop", false, NOW));
    entry("b", DEAD, SELF, "shop", false, NOW).write(folder().resolve(".runs"));
    runs().tell(own("c"));

    assertThat(lives()).containsExactly("a running", "b lost", "c over");
  }

  @Test
  void what_an_earlier_build_wrote_goes_when_the_next_begins() throws IOException {
    toldHoursAgo(
        entry("old", DEAD, BuildTool.NONE, "shop", true, HOURS_AGO, "old.html", "T/fails/db.log"));
    toldHoursAgo(entry("killed", OTHER_DEAD, DEAD, "shop", false, HOURS_AGO, "killed.html"));
    Files.writeString(folder().resolve("T/notes.txt"), "somebody's own");
    Files.writeString(folder().resolve("other.html"), "somebody's own");

    runs().tell(own("new", "new.html"));

    assertThat(lives()).containsExactly("new over");
    assertThat(folder().resolve("old.html")).doesNotExist();
    assertThat(folder().resolve("killed.html")).doesNotExist();
    assertThat(folder().resolve("T/fails")).doesNotExist();
    assertThat(folder().resolve("T/notes.txt")).exists();
    assertThat(folder().resolve("other.html")).exists();
  }

  @Test
  void what_was_written_again_since_this_build_began_stays() throws IOException {
    toldHoursAgo(entry("old", DEAD, BuildTool.NONE, "shop", true, HOURS_AGO, "T/fails/db.log"));
    Path log = Files.writeString(folder().resolve("T/fails/db.log"), "of this run");
    Files.setLastModifiedTime(log, FileTime.from(NOW.plusSeconds(1)));

    runs().tell(own("new", "T/fails/db.log"));

    assertThat(log).hasContent("of this run");
  }

  @Test
  void a_file_outside_of_the_folder_is_never_removed() throws IOException {
    Path outside = Files.writeString(project.resolve("pom.xml"), "");
    toldHoursAgo(entry("old", DEAD, BuildTool.NONE, "shop", true, HOURS_AGO, "../../pom.xml"));

    runs().tell(own("new"));

    assertThat(lives()).containsExactly("new over");
    assertThat(outside).exists();
  }

  @Test
  void a_jvm_that_lives_keeps_its_files_however_long_it_was_silent() throws IOException {
    toldHoursAgo(entry("old", SELF, BuildTool.NONE, "shop", false, HOURS_AGO, "old.html"));
    RunEntry next = entry("new", DEAD, BuildTool.NONE, "shop", true, NOW);

    runs().tell(next);

    assertThat(lives()).containsExactly("new over", "old running");
    assertThat(folder().resolve("old.html")).exists();
  }

  @Test
  void all_of_one_maven_belongs_together_and_another_one_that_runs_is_left_alone()
      throws IOException {
    toldHoursAgo(entry("unit", DEAD, SELF, "shop", true, HOURS_AGO, "unit.html"));

    runs().tell(entry("same", SELF, SELF, "shop", true, NOW));
    runs().tell(entry("beside", OTHER_DEAD, BuildTool.NONE, "shop", true, NOW));

    assertThat(lives()).containsExactly("beside over", "same over", "unit over");
    assertThat(folder().resolve("unit.html")).exists();
  }

  @Test
  void without_maven_the_next_jvm_of_a_module_follows_at_once_and_another_module_soon() {
    RunEntry before = entry("a", DEAD, BuildTool.NONE, "shop", true, HOURS_AGO);
    JvmMark next = OTHER_DEAD;

    assertThat(earlier(before, next, "shop", 5)).isFalse();
    assertThat(earlier(before, next, "shop", 60)).isTrue();
    assertThat(earlier(before, next, "stock", 300)).isFalse();
    assertThat(earlier(before, next, "stock", 3_000)).isTrue();
  }

  private static boolean earlier(RunEntry before, JvmMark jvm, String module, long seconds) {
    Instant started = before.written().plusSeconds(seconds);
    RunEntry own = entry("b", jvm, BuildTool.NONE, module, true, started);
    return EarlierRuns.among(List.of(before, own), own).contains(before);
  }

  /** One of a fork that is over; in seconds before now. */
  private static RunEntry fork(int number, String processes, JvmMark tool, int began, int ended) {
    return new RunEntry(
        "fork" + number,
        new JvmMark(SELF.pid(), SELF.start() - number * 10_000L),
        NOW.minusSeconds(began),
        tool,
        processes,
        "shop",
        true,
        NOW.minusSeconds(ended),
        List.of(),
        "{}");
  }

  @Test
  void a_build_is_a_chain_of_jvms_each_of_which_follows_soon_upon_another_one() {
    String here = own("x").processes();
    RunEntry yesterday = fork(1, here, BuildTool.NONE, 500, 400);
    RunEntry first = fork(2, here, BuildTool.NONE, 120, 90);
    RunEntry second = fork(3, here, BuildTool.NONE, 85, 33);
    RunEntry third = fork(4, here, BuildTool.NONE, 30, 0);

    assertThat(EarlierRuns.among(List.of(yesterday, first, second, third), third))
        .containsExactly(yesterday);
    assertThat(EarlierRuns.among(List.of(yesterday, first, third), third))
        .as("without the second")
        .containsExactly(yesterday, first);
  }

  @Test
  void a_build_begins_with_the_first_jvm_of_it() throws IOException {
    toldHoursAgo(entry("old", DEAD, BuildTool.NONE, "shop", true, HOURS_AGO));
    RunEntry first = entry("unit", OTHER_DEAD, SELF, "shop", true, NOW.minusSeconds(600));
    first.write(folder().resolve(".runs"));

    assertThat(runs().beginOfBuild(own("new"))).isEqualTo(first.started());
  }

  @Test
  void of_a_jvm_among_other_processes_the_time_alone_tells() {
    RunEntry fresh = fork(1, "pid:[1]", DEAD, 200, 20);
    RunEntry silent = fork(2, "pid:[1]", SELF, 5_000, 4_000);
    RunEntry own = own("new");

    assertThat(EarlierRuns.among(List.of(silent, fresh), own)).containsExactly(silent);
  }

  @Test
  void a_jvm_whose_session_is_over_keeps_its_files_as_long_as_it_lives() throws IOException {
    toldHoursAgo(entry("old", SELF, BuildTool.NONE, "shop", true, HOURS_AGO, "old.html"));

    runs().tell(entry("new", DEAD, BuildTool.NONE, "shop", true, NOW));

    assertThat(lives()).containsExactly("new over", "old over");
    assertThat(folder().resolve("old.html")).exists();
  }

  @Test
  void what_a_killed_jvm_had_half_written_goes_with_its_page() throws IOException {
    toldHoursAgo(entry("old", DEAD, BuildTool.NONE, "shop", false, HOURS_AGO, "old.html"));
    Path half = Files.writeString(folder().resolve("old.html-new"), "<htm");

    runs().tell(own("new"));

    assertThat(half).doesNotExist();
  }

  @Test
  void of_very_many_sessions_the_oldest_go() throws IOException {
    Path entries = Files.createDirectories(folder().resolve(".runs"));
    for (int number = 0; number < 302; number++) {
      String name = "s" + number;
      RunEntry one = entry(name, DEAD, SELF, "shop", true, NOW, name + ".html");
      one.write(entries);
      Files.writeString(folder().resolve(name + ".html"), "");
      Files.setLastModifiedTime(
          entries.resolve(one.fileName()), FileTime.from(HOURS_AGO.plusSeconds(number)));
    }

    runs().tell(own("new"));

    assertThat(lives()).hasSize(300).contains("new over", "s3 over").doesNotContain("s2 over");
    assertThat(folder().resolve("s2.html")).doesNotExist();
    assertThat(folder().resolve("s3.html")).exists();
  }

  @Test
  void a_damaged_entry_spoils_no_other() throws IOException {
    Path entries = Files.createDirectories(folder().resolve(".runs"));
    Files.writeString(entries.resolve("bad." + DEAD), "cut");

    runs().tell(own("new"));

    assertThat(lives()).containsExactly("new over");
  }

  @Test
  void marks_of_dead_jvms_are_forgotten() throws IOException {
    Path entries = Files.createDirectories(folder().resolve(".runs"));
    Path told = Files.writeString(entries.resolve("told." + DEAD), "");
    Path gate = Files.writeString(entries.resolve("lock." + DEAD), "wrote");
    Path young = Files.writeString(entries.resolve("lock." + OTHER_DEAD), "writes");
    Files.setLastModifiedTime(told, FileTime.from(HOURS_AGO.minusSeconds(10_000)));
    Files.setLastModifiedTime(gate, FileTime.from(HOURS_AGO.minusSeconds(10_000)));

    runs().tell(own("new"));

    assertThat(told).doesNotExist();
    assertThat(gate).doesNotExist();
    assertThat(young).as("which may count among other processes").exists();
  }
}
