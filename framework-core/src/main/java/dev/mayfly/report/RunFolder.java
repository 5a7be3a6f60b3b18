package dev.mayfly.report;

import dev.mayfly.process.JvmMark;
import dev.mayfly.process.ProcessLock;
import dev.mayfly.process.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with one page for all sessions of a build. Each session has a file there that it alone
 * writes; the page is made of all of them, under a lock, so that no JVM loses what another one
 * told, however either ends.
 */
final class RunFolder {

  /** The page's name. */
  static final String PAGE = "index.html";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ADVICE =
      "It is needed for the page of all JVMs. Give the folder to the user who runs the tests, or"
          + " remove it, set mayfly.report.dir to another one, or mayfly.report=off.";
  private static final int MOST = 300;
  private static final String LOCK = "lock";
  private static final String TOLD = "told";

  private final Path folder;
  private final Path entries;

  RunFolder(Path folder) {
    this.folder = folder;
    this.entries = folder.resolve(".runs");
  }

  Path page() {
    return folder.resolve(PAGE);
  }

  /** A file beside the sessions' own, to be read and written {@linkplain #inTurn in turn}. */
  Path file(String name) {
    return entries.resolve(name);
  }

  /** Work that reads and writes the folder's files. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does something while no other JVM and no other thread does. */
  <T> T inTurn(String words, Work<T> work) throws IOException {
    Files.createDirectories(entries);
    ProcessLock turn = ProcessLock.take(entries.resolve(LOCK), words, PATIENCE, ADVICE);
    try {
      return turn.holding(
          () -> {
            try {
              return work.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Tells of a session; what builds before this one left is removed the first time. */
  void tell(RunEntry own) throws IOException {
    inTurn(
        "writes the report",
        () -> {
          boolean isNew = !Files.exists(entries.resolve(own.fileName()));
          own.write(entries);
          List<RunEntry> all = isNew ? withoutEarlier(own) : all();
          WholeFile.write(page(), IndexPage.of(all));
          return all;
        });
  }

  /** When the first JVM of a session's build was started; to be asked in turn. */
  Instant beginOfBuild(RunEntry own) throws IOException {
    List<RunEntry> all = new ArrayList<>(all());
    all.removeAll(EarlierRuns.among(all, own));
    all.add(own);
    return all.stream().map(RunEntry::started).min(Instant::compareTo).orElseThrow();
  }

  private List<RunEntry> withoutEarlier(RunEntry own) throws IOException {
    List<RunEntry> all = all();
    List<RunEntry> earlier = new ArrayList<>(EarlierRuns.among(all, own));
    List<RunEntry> others = new ArrayList<>(all);
    others.removeAll(earlier);
    List<RunEntry> over = others.stream().filter(other -> !other.isAlive()).toList();
    List<RunEntry> tooMany =
        over.subList(0, Math.min(over.size(), Math.max(0, others.size() - MOST)));
    earlier.addAll(tooMany);
    others.removeAll(tooMany);
    EarlierRuns runs = new EarlierRuns(folder, entries);
    runs.remove(earlier, others);
    runs.forgetDead(LOCK + ".*");
    runs.forgetDead(TOLD + ".*");
    runs.forgetDead("*.*-*-new");
    return others;
  }

  /** All that are there, the oldest first. */
  private List<RunEntry> all() throws IOException {
    try (Stream<Path> files = Files.list(entries)) {
      return files
          .filter(RunFolder::isEntry)
          .flatMap(file -> RunEntry.read(file).stream())
          .sorted(Comparator.comparing(RunEntry::written))
          .toList();
    }
  }

  private static boolean isEntry(Path file) {
    String name = file.getFileName().toString();
    return name.matches("\\w+\\.\\d+-\\d+")
        && !name.startsWith(LOCK + ".")
        && !name.startsWith(TOLD + ".");
  }

  /** Whether nobody of this JVM has asked this before. */
  boolean isFirstOfJvm() {
    try {
      Files.createFile(entries.resolve(TOLD + "." + JvmMark.ofThisProcess()));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
