package dev.mayfly.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a session's journal where, and in the forms that, the settings say. Immutable and
 * thread-safe.
 */
public final class Report {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.report");

  private final Set<String> forms;
  private final Optional<Path> directory;
  private final PrintStream console;

  private Report(Set<String> forms, Optional<Path> directory, PrintStream console) {
    this.forms = Set.copyOf(forms);
    this.directory = directory;
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
    return new Report(forms, directory, console);
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
    Optional<Path> built =
        Stream.of("target", "build").map(working::resolve).filter(Files::isDirectory).findFirst();
    Optional<Path> last = chosen.map(forms -> working.resolve("target"));
    return given.or(() -> built.or(() -> last).map(path -> path.resolve("mayfly")));
  }

  /**
   * Writes the report, unless no container was started. A failure is told and is no failure of the
   * run.
   */
  public void write(Journal journal, String session) {
    if (journal.isEmpty() || forms.isEmpty()) {
      return;
    }
    RunRecord run = journal.toRecord(session);
    if (forms.contains("console")) {
      console.print(ConsoleTable.of(run));
    }
    directory.ifPresent(path -> writeFiles(run, path));
  }

  /** Where nobody would see it in the log, and something failed, the console has it. */
  private void tell(RunRecord run, String text) {
    if (LOG.isInfoEnabled()) {
      LOG.info(text);
      run.advice().forEach(LOG::info);
    } else if (run.hasFailures() && !forms.contains("console")) {
      console.println("Mayfly: a container did not start or a test failed. " + text);
    }
  }

  private void writeFiles(RunRecord run, Path path) {
    try {
      Files.createDirectories(path);
      String json = RunJson.of(run);
      if (forms.contains("json")) {
        Files.writeString(path.resolve(run.session() + ".json"), json);
      }
      if (forms.contains("html")) {
        Path page = path.resolve(run.session() + ".html");
        Files.writeString(page, HtmlReport.of(json));
        tell(run, "The run's report: " + page.toUri());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Can't write the run's report to {}: {}", path, e.toString());
    }
  }
}
