package dev.mayfly.runtime;

import dev.mayfly.report.Journal;
import dev.mayfly.report.LiveReport;
import dev.mayfly.report.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session's report, in the folders that its settings and its build lead to: pages while it goes
 * on, and all of it at the end. Thread-safe.
 */
final class SessionReport {

  private final Report report;
  private final Journal journal;
  private final String session;
  private @Nullable LiveReport live;
  private boolean isOver;

  private SessionReport(Report report, Journal journal, String session) {
    this.report = report;
    this.journal = journal;
    this.session = session;
  }

  static SessionReport of(Settings settings, Journal journal, String session, PrintStream console) {
    Path here = Path.of("").toAbsolutePath();
    Path root = BuildPlace.root();
    Optional<Path> ofModule = Report.directory(settings::get, here);
    Optional<Path> ofBuild =
        ofModule.isPresent() ? Report.directoryOfBuild(settings::get, root) : Optional.empty();
    Path module = root.equals(here) ? here.resolve("").getFileName() : root.relativize(here);
    String name = module == null ? "" : module.toString().replace('\\', '/');
    Report report = Report.of(settings.report(), ofModule, console).inBuild(ofBuild, name);
    return new SessionReport(report, journal, session);
  }

  /** The first container is going to be started. */
  synchronized void begin() {
    if (live == null && !isOver && report.hasPages()) {
      live = LiveReport.begin(report, journal, session);
    }
  }

  /** The session has ended. */
  synchronized void write() {
    isOver = true;
    if (live != null) {
      live.close();
    }
    report.write(journal, session);
  }
}
