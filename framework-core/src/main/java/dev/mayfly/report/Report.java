package dev.mayfly.report;

import dev.mayfly.DeclarationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a session's journal where, and in the forms that, the settings say. Immutable and
 * thread-safe.
 */
public final class Report {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.report");

  private final Set<Form> forms;
  private final Optional<Path> directory;
  private final PrintStream console;

  private Report(Set<Form> forms, Optional<Path> directory, PrintStream console) {
    this.forms = forms;
    this.directory = directory;
    this.console = console;
  }

  /** How a report can look. */
  private enum Form {
    HTML,
    JSON,
    CONSOLE
  }

  /**
   * The report that {@code mayfly.report} and {@code mayfly.report.dir} ask for.
   *
   * @param settings values by the setting's name
   * @param working where the build's directory, {@code target} or {@code build}, is looked for
   * @param console where a table is printed
   * @throws DeclarationException if a form is unknown
   */
  public static Report of(
      Function<String, Optional<String>> settings, Path working, PrintStream console) {
    Optional<String> chosen = settings.apply("mayfly.report");
    Optional<Path> directory = directory(settings, working);
    if (chosen.isEmpty()) {
      return new Report(EnumSet.of(Form.HTML, Form.JSON), directory, console);
    }
    return new Report(parse(chosen.get()), directory, console);
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

  private static Set<Form> parse(String text) {
    if (text.equalsIgnoreCase("off")) {
      return EnumSet.noneOf(Form.class);
    }
    try {
      return Arrays.stream(text.split(",", -1))
          .map(form -> Form.valueOf(form.strip().toUpperCase(Locale.ROOT)))
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Form.class)));
    } catch (IllegalArgumentException e) {
      throw new DeclarationException(
          "Setting mayfly.report is \""
              + text
              + "\"; it must be off, or any of html, json and console with commas between.");
    }
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
    if (forms.contains(Form.CONSOLE)) {
      console.print(ConsoleTable.of(run));
    }
    directory.ifPresent(path -> writeFiles(run, path));
  }

  private void writeFiles(RunRecord run, Path path) {
    try {
      Files.createDirectories(path);
      String json = RunJson.of(run);
      if (forms.contains(Form.JSON)) {
        Files.writeString(path.resolve(run.session() + ".json"), json);
      }
      if (forms.contains(Form.HTML)) {
        Path page = path.resolve(run.session() + ".html");
        Files.writeString(page, HtmlReport.of(json));
        LOG.info("The run's report: {}", page.toUri());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Can't write the run's report to {}: {}", path, e.toString());
    }
  }
}
