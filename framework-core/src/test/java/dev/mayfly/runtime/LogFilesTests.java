package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.LogLine;
import dev.mayfly.report.Journal;
import dev.mayfly.report.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a file for each container's log. */
class LogFilesTests {

  @TempDir private Path folder;

  private final Life life =
      new Journal(InstantSource.system()).begin("db", "field T.db", ContainerSpec.of("db:1"));

  @Test
  void a_line_of_before_a_restart_that_comes_late_replaces_none_of_after_it() throws IOException {
    LogFiles files = new LogFiles(folder);
    LogFile before = files.open("1", "db").orElseThrow();
    before.write(line("first"), life.secrets().lines());
    LogFile after = files.open("1", "db").orElseThrow();
    after.write(line("second"), life.secrets().lines());
    before.write(line("late"), life.secrets().lines());
    before.close();
    after.close();

    assertThat(Files.readAllLines(after.path()))
        .extracting(text -> text.substring(text.lastIndexOf(' ') + 1))
        .containsExactly("first", "second", "late");
  }

  @Test
  void what_an_earlier_run_left_is_replaced() throws IOException {
    LogFile old = new LogFiles(folder).open("1", "db").orElseThrow();
    old.write(line("of an earlier run"), life.secrets().lines());
    old.close();

    LogFile file = new LogFiles(folder).open("2", "db").orElseThrow();
    file.close();

    assertThat(file.path()).isEqualTo(old.path()).isEmptyFile();
  }

  private static LogLine line(String text) {
    return new LogLine(LogLine.Stream.STDOUT, Instant.EPOCH, text);
  }

  @Test
  void two_sessions_of_one_jvm_write_to_two_files() throws IOException {
    LogFile one = new LogFiles(folder).open("1", "db").orElseThrow();
    LogFile two = new LogFiles(folder).open("2", "db").orElseThrow();
    one.close();
    two.close();

    assertThat(one.path()).hasFileName("db.log");
    assertThat(two.path()).hasFileName("db-2.log");
  }
}
