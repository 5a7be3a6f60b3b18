package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is read once as long as the file system says that it is the same. */
class FileDigestsTests {

  private static final Instant LONG_AGO = Instant.now().minus(Duration.ofHours(1));

  @TempDir private Path folder;

  /** A content that counts how often it is read. */
  private static final class Counted implements FileEntry.Content {
    private final FileEntry.@Nullable Stamp stamp;
    private int opened;

    private Counted(FileEntry.@Nullable Stamp stamp) {
      this.stamp = stamp;
    }

    @Override
    public InputStream open() {
      opened++;
      return new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public FileEntry.@Nullable Stamp stamp() {
      return stamp;
    }
  }

  private FileDigests run() {
    return FileDigests.in(folder.resolve("digests"), "a context");
  }

  /** What it is told to be, in two runs. */
  private int timesRead(Counted content) throws IOException {
    for (int number = 0; number < 2; number++) {
      FileDigests digests = run();
      assertThat(digests.of(content)).isEqualTo(Digest.of("content"));
      digests.keep();
    }
    return content.opened;
  }

  @Test
  void what_has_not_changed_is_read_once() throws IOException {
    assertThat(timesRead(new Counted(new FileEntry.Stamp("1", LONG_AGO)))).isEqualTo(1);
  }

  @Test
  void what_nothing_is_said_of_or_changed_just_now_is_read_each_time() throws IOException {
    assertThat(timesRead(new Counted(null))).isEqualTo(2);
    assertThat(timesRead(new Counted(new FileEntry.Stamp("1", Instant.now())))).isEqualTo(2);
  }

  @Test
  void another_stamp_is_another_content() throws IOException {
    timesRead(new Counted(new FileEntry.Stamp("1", LONG_AGO)));

    assertThat(timesRead(new Counted(new FileEntry.Stamp("2", LONG_AGO)))).isEqualTo(1);
  }

  @Test
  void what_can_not_be_read_of_an_earlier_run_is_passed_over() throws IOException {
    timesRead(new Counted(new FileEntry.Stamp("1", LONG_AGO)));
    try (Stream<Path> files = Files.list(folder.resolve("digests"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, "abc 1\n");
      }
    }

    assertThat(timesRead(new Counted(new FileEntry.Stamp("1", LONG_AGO)))).isEqualTo(1);
  }

  @Test
  void what_nobody_asked_for_in_a_month_is_forgotten() throws IOException {
    Path old = Files.createDirectories(folder.resolve("digests")).resolve("old");
    Files.writeString(old, "");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));

    timesRead(new Counted(new FileEntry.Stamp("1", LONG_AGO)));

    assertThat(old).doesNotExist();
  }
}
