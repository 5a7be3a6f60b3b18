package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.MayflyException;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.report.Life;
import dev.mayfly.report.Report;
import dev.mayfly.secrets.MaskedLines;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Sends what containers log, from the first byte, where the setting {@code mayfly.logs} and their
 * descriptions want it. Each target of each container has a thread, so that none delays another.
 * Thread-safe.
 */
final class LogTargets {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.logs");

  private static final int LONGEST_LINE = 64_000;

  private final ContainerEngine engine;
  private final Set<String> targets;
  private final String sessionId;
  private final Settings settings;
  private final Consumer<Path> written;
  private final Memoizer<String, LogFiles> files = new Memoizer<>();

  /**
   * @param written is told of the files that are written
   */
  LogTargets(ContainerEngine engine, String sessionId, Settings settings, Consumer<Path> written) {
    this.engine = engine;
    this.sessionId = sessionId;
    this.written = written;
    this.settings = settings;
    this.targets = settings.logs();
  }

  /** Follows a container's log until it ends, if anybody wants it. */
  void follow(String id, StartRequest request, Life life, Instant since) {
    List<LogDelivery> deliveries = deliveries(id, request, life);
    if (deliveries.isEmpty()) {
      return;
    }
    try {
      engine.followLogs(
          id,
          since,
          line -> deliveries.forEach(delivery -> delivery.add(line)),
          () -> deliveries.forEach(LogDelivery::end));
    } catch (MayflyException e) {
      deliveries.forEach(LogDelivery::end);
      LOG.warn("Can't follow the log of {}: {}", request.place(), e.getMessage());
    }
  }

  private List<LogDelivery> deliveries(String id, StartRequest request, Life life) {
    String alias = request.alias();
    List<LogDelivery> deliveries = new ArrayList<>();
    if (targets.contains("slf4j")) {
      Logger log = LoggerFactory.getLogger("dev.mayfly.container." + alias);
      MaskedLines masked = life.secrets().lines();
      Consumer<LogLine> lines = line -> log(log, alias, shown(masked.next(line.text())));
      deliveries.add(LogDelivery.begin(alias, lines, () -> {}));
    }
    if (targets.contains("file")) {
      MaskedLines masked = life.secrets().lines();
      files
          .get("", this::newFiles)
          .open(id, alias)
          .map(this::known)
          .map(file -> LogDelivery.begin(alias, line -> file.write(line, masked), file::close))
          .ifPresent(deliveries::add);
    }
    for (Consumer<LogLine> consumer : request.spec().logConsumers()) {
      deliveries.add(LogDelivery.begin(alias, line -> hand(line, consumer, life), () -> {}));
    }
    return deliveries;
  }

  private LogFile known(LogFile file) {
    written.accept(file.path());
    return file;
  }

  /** With what a pattern or a JSON encoder may show beside the line. */
  private void log(Logger log, String alias, String line) {
    MDC.put("mayflyContainer", alias);
    MDC.put("mayflySession", sessionId);
    try {
      log.info("{}", line);
    } finally {
      MDC.remove("mayflyContainer");
      MDC.remove("mayflySession");
    }
  }

  private static String shown(String line) {
    return Excerpt.of(Printable.text(line), LONGEST_LINE, "mayfly.logs=file keeps all of it");
  }

  /** What a consumer throws is logged, and may hold what it was given. */
  private static void hand(LogLine line, Consumer<LogLine> consumer, Life life) {
    try {
      consumer.accept(line);
    } catch (RuntimeException e) {
      throw MaskedFailure.of(e, life.secrets().now());
    }
  }

  private LogFiles newFiles() {
    Path folder = Report.directory(settings::get, Path.of("")).orElse(Path.of("target", "mayfly"));
    return new LogFiles(folder.resolve("logs"));
  }
}
