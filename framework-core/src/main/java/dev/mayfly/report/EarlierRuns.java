package dev.mayfly.report;

import dev.mayfly.process.JvmMark;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What builds before this one have left in a folder of reports: it goes when the next one begins,
 * as far as it is known to be theirs.
 */
final class EarlierRuns {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.report");

  /** From the end of one JVM of a build to the start of its next one, for the same module. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** For another module, which may have to be compiled first. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Path folder;
  private final Path entries;

  /**
   * @param entries where the sessions' entries lie
   */
  EarlierRuns(Path folder, Path entries) {
    this.folder = folder;
    this.entries = entries;
  }

  /** Whether a session was one of another build than {@code own}, which has come to its end. */
  static boolean isEarlier(RunEntry other, RunEntry own) {
    if (other.jvm().equals(own.jvm()) || other.isAlive()) {
      return false;
    }
    if (!other.tool().equals(BuildTool.NONE)) {
      return other.tool().isDead();
    }
    Duration pause = other.module().equals(own.module()) ? SHORT : LONG;
    return other.written().plus(pause).isBefore(own.started());
  }

  /**
   * Removes what earlier sessions wrote. A file that is not named after its session, such as a
   * container's log, may be another one's meanwhile, and stays if it is younger than the first of
   * the others' JVMs.
   */
  void remove(List<RunEntry> earlier, List<RunEntry> others) throws IOException {
    Instant since =
        others.stream().map(RunEntry::started).min(Instant::compareTo).orElse(Instant.MIN);
    for (RunEntry one : earlier) {
      for (String file : one.files()) {
        remove(file, file.startsWith(one.session() + ".") ? Instant.MAX : since);
      }
      Files.deleteIfExists(entries.resolve(one.fileName()));
    }
  }

  private void remove(String name, Instant since) {
    Path file = folder.resolve(name).normalize();
    try {
      if (file.startsWith(folder.normalize())
          && Files.isRegularFile(file)
          && Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
        Files.delete(file);
        removeEmptyAbove(file);
      }
    } catch (IOException e) {
      LOG.debug("{} of an earlier run can't be removed", file, e);
    }
  }

  private void removeEmptyAbove(Path file) throws IOException {
    Path at = file.getParent();
    while (at != null && !at.equals(folder.normalize()) && isEmpty(at)) {
      Files.delete(at);
      at = at.getParent();
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  /** Forgets marks of JVMs that have ended: that they had the lock, or have told of the page. */
  void forgetDead(String glob) throws IOException {
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(entries, glob)) {
      for (Path mark : marks) {
        if (JvmMark.atEndOf(mark).isDead()) {
          Files.deleteIfExists(mark);
        }
      }
    }
  }
}
