package dev.mayfly.report;

import dev.mayfly.MayflyException;
import dev.mayfly.process.WholeFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a session's journal where, and in the forms that, the settings say: its own files, and its
 * part of the page of its build. Thread-safe.
 */
public final class Report {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.report");

  private final Set<String> forms;
  private final Optional<Path> directory;
  private final Optional<Path> ofBuild;
  private final String module;
  private final PrintStream console;
  private @Nullable List<String> news;

  private Report(
      Set<String> forms,
      Optional<Path> directory,
      Optional<Path> ofBuild,
      String module,
      PrintStream console) {
    this.forms = Set.copyOf(forms);
    this.directory = directory;
    this.ofBuild = ofBuild;
    this.module = module;
    this.console = console;
  }

  /**
   * The report that {@code mayfly.report} and {@code mayfly.report.dir} ask for.
   *
   * @param forms any of {@code html}, {@code json}, {@code console}
   * @param directory where files are written
   * @param console where a table is printed
   */
  public static Report of(Set<String> forms, Optional<Path> directory, PrintStream console) {
    return new Report(forms, directory, Optional.empty(), "", console);
  }

  /**
   * The same as part of a build of several modules.
   *
   * @param ofAll where the page of all of them is written, if it is another folder
   * @param name of this module
   */
  public Report inBuild(Optional<Path> ofAll, String name) {
    return new Report(forms, directory, ofAll, name, console);
  }

  /**
   * Where files about a run go: what {@code mayfly.report.dir} says, else {@code mayfly} in the
   * build's directory; nowhere if there is none, or with {@code mayfly.report=off}.
   *
   * @param settings values by the setting's name
   * @param working where the build's directory, {@code target} or {@code build}, is looked for
   */
  public static Optional<Path> directory(
      Function<String, Optional<String>> settings, Path working) {
    Optional<String> chosen = settings.apply("mayfly.report");
    if (chosen.filter("off"::equalsIgnoreCase).isPresent()) {
      return Optional.empty();
    }
    Optional<Path> given = settings.apply("mayfly.report.dir").map(working::resolve);
    Optional<Path> last = chosen.map(forms -> working.resolve("target"));
    return given.or(() -> built(working).or(() -> last).map(path -> path.resolve("mayfly")));
  }

  /**
   * The same for all modules of a build, also where the build's tool has not made its directory
   * there; nowhere if the folder is no tool's, whatever is set.
   *
   * @param root the build's topmost folder
   */
  public static Optional<Path> directoryOfBuild(
      Function<String, Optional<String>> settings, Path root) {
    Optional<Path> usual =
        ifThere(root, "target", "pom.xml", ".mvn")
            .or(() -> ifThere(root, "build", "settings.gradle", "settings.gradle.kts"))
            .or(() -> ifThere(root, "build", "build.gradle", "build.gradle.kts"));
    Optional<Path> given = settings.apply("mayfly.report.dir").map(root::resolve);
    return usual.map(path -> given.orElseGet(() -> built(root).orElse(path).resolve("mayfly")));
  }

  private static Optional<Path> built(Path folder) {
    return Stream.of("target", "build").map(folder::resolve).filter(Files::isDirectory).findFirst();
  }

  private static Optional<Path> ifThere(Path folder, String name, String... files) {
    return Stream.of(files).map(folder::resolve).anyMatch(Files::exists)
        ? Optional.of(folder.resolve(name))
        : Optional.empty();
  }

  /** Whether there are pages that could be kept up to date. */
  public boolean hasPages() {
    return forms.contains("html") && directory.isPresent();
  }

  /**
   * Writes the report, unless no container was started. A failure is told and is no failure of the
   * run.
   */
  public synchronized void write(Journal journal, String session) {
    if (journal.isEmpty() || forms.isEmpty()) {
      return;
    }
    RunRecord all = journal.toRecord(session);
    RunRecord run = hasPages() ? all.advised(newsOf(all, directory.orElseThrow())) : all;
    if (forms.contains("console")) {
      console.print(ConsoleTable.of(run));
    }
    if (directory.isPresent()) {
      writeFiles(run, journal.files(), directory.get());
    }
  }

  /** Writes pages of a session that goes on. A failure is no failure of the run. */
  synchronized void update(RunRecord run, List<Path> files) {
    if (hasPages()) {
      try {
        writePages(run, files, directory.orElseThrow());
      } catch (IOException | RuntimeException e) {
        LOG.debug("The report can't be brought up to date yet", e);
      }
    }
  }

  /**
   * What is otherwise than in the last build without a failure, which this one may be for the next.
   */
  private List<String> newsOf(RunRecord run, Path path) {
    if (news == null) {
      news = compared(run, new RunFolder(path));
    }
    return news;
  }

  private List<String> compared(RunRecord run, RunFolder folder) {
    try {
      return folder.inTurn(
          "compares the run",
          () -> {
            Instant build =
                folder.beginOfBuild(
                    RunEntry.here(run.session(), module, run.isOver(), List.of(), ""));
            Path file = folder.file(LastGreen.FILE);
            LastGreen before =
                LastGreen.of(Files.exists(file) ? Files.readAllLines(file) : List.of());
            if (!run.hasFailures()) {
              WholeFile.write(file, String.join("\n", before.and(run, build).lines()));
            }
            return before.before(build).news(run);
          });
    } catch (IOException | RuntimeException e) {
      LOG.debug("The run can't be compared with the last one", e);
      return List.of();
    }
  }

  private void writeFiles(RunRecord run, List<Path> files, Path path) {
    try {
      Files.createDirectories(path);
      if (forms.contains("json")) {
        WholeFile.write(path.resolve(run.session() + ".json"), RunJson.of(run));
      }
      if (forms.contains("html")) {
        tell(run, writePages(run, files, path));
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Can't write the run's report to {}: {}", path, e.toString());
    }
  }

  /** Returns the folder of the page that leads to all others. */
  private RunFolder writePages(RunRecord run, List<Path> files, Path path) throws IOException {
    Files.createDirectories(path);
    RunFolder own = new RunFolder(path);
    Path page = path.resolve(run.session() + ".html");
    Stream<Path> written = Stream.of(page, path.resolve(run.session() + ".json"));
    List<String> names =
        Stream.concat(written, files.stream())
            .map(file -> way(path, file))
            .filter(name -> !name.startsWith(".."))
            .distinct()
            .toList();
    try {
      own.tell(entry(run, names, ""));
    } finally { // it is worth having also where the page that leads to it can't be written
      WholeFile.write(page, HtmlReport.of(RunJson.of(run)));
    }
    return ofBuild
        .filter(all -> !way(path, all).isEmpty())
        .map(all -> tellAll(run, path, all))
        .orElse(own);
  }

  private RunFolder tellAll(RunRecord run, Path path, Path all) {
    RunFolder folder = new RunFolder(all);
    try {
      folder.tell(entry(run, List.of(), way(all, path) + "/"));
      return folder;
    } catch (IOException | MayflyException e) {
      LOG.debug("The page of the build can't be written to {}", all, e);
      return new RunFolder(path);
    }
  }

  private RunEntry entry(RunRecord run, List<String> files, String folder) {
    String summary = SessionSummary.of(run, module, folder);
    return RunEntry.here(run.session(), module, run.isOver(), files, summary);
  }

  /** From a folder to a file, as an address has it. */
  private static String way(Path from, Path to) {
    return from.toAbsolutePath()
        .normalize()
        .relativize(to.toAbsolutePath().normalize())
        .toString()
        .replace('\\', '/');
  }

  /** Once a JVM: where nobody would see it in the log, and something failed, the console has it. */
  private void tell(RunRecord run, RunFolder folder) {
    String text = "The run's report: " + folder.page().toUri();
    if (LOG.isInfoEnabled()) {
      if (folder.isFirstOfJvm()) {
        LOG.info(text);
      }
      run.advice().forEach(LOG::info);
    } else if (run.hasFailures() && !forms.contains("console") && folder.isFirstOfJvm()) {
      console.println("Mayfly: a container did not start or a test failed. " + text);
    }
  }
}
