package dev.mayfly.report;

import dev.mayfly.process.FolderFiles;
import dev.mayfly.process.JvmMark;
import dev.mayfly.process.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /** No JVM has a lock for as long. */
  private static final Duration OLD = Duration.ofHours(1);

  private final Path folder;
  private final Path entries;

  /**
   * @param entries where the sessions' entries lie
   */
  EarlierRuns(Path folder, Path entries) {
    this.folder = folder;
    this.entries = entries;
  }

  /**
   * The sessions of builds that have come to their end before {@code own} began. Where no tool
   * tells, a build is a chain: each JVM of it begins soon after the end of another one.
   */
  static List<RunEntry> among(List<RunEntry> all, RunEntry own) {
    List<RunEntry> open = new ArrayList<>(all);
    List<RunEntry> chain = new ArrayList<>(all.stream().filter(one -> isOfNow(one, own)).toList());
    chain.add(own);
    open.removeAll(chain);
    List<RunEntry> over = open.stream().filter(EarlierRuns::hasDeadTool).toList();
    open.removeAll(over);
    for (int next = 0; next < chain.size(); next++) {
      RunEntry later = chain.get(next);
      List<RunEntry> before = open.stream().filter(one -> isSoonBefore(one, later)).toList();
      open.removeAll(before);
      chain.addAll(before);
    }
    return Stream.concat(over.stream(), open.stream()).toList();
  }

  private static boolean isOfNow(RunEntry one, RunEntry own) {
    return one.jvm().equals(own.jvm())
        || one.hasLivingJvm()
        || (hasTool(one) && !one.tool().isDead());
  }

  private static boolean hasDeadTool(RunEntry one) {
    return hasTool(one) && one.tool().isDead();
  }

  /** Of other processes than those here, the times alone tell. */
  private static boolean hasTool(RunEntry one) {
    return one.isOfTheseProcesses() && !one.tool().equals(BuildTool.NONE);
  }

  private static boolean isSoonBefore(RunEntry one, RunEntry later) {
    Duration pause = one.module().equals(later.module()) ? SHORT : LONG;
    return !one.written().plus(pause).isBefore(later.started());
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
        Instant limit = file.startsWith(one.session() + ".") ? Instant.MAX : since;
        remove(file, limit);
        remove(WholeFile.beside(file), limit); // of a JVM that was killed while it wrote
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

  /**
   * Forgets marks of JVMs that have ended: that they had the lock, or have told of the page. A mark
   * does not say among which processes its number counts; a young one may be of others than these.
   */
  void forgetDead(String glob) throws IOException {
    Instant old = Instant.now().minus(OLD);
    for (Path mark : FolderFiles.of(entries, glob)) {
      if (JvmMark.atEndOf(mark).isDead()
          && Files.getLastModifiedTime(mark).toInstant().isBefore(old)) {
        Files.deleteIfExists(mark);
      }
    }
  }
}
