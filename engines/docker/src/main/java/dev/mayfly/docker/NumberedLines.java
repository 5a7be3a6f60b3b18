package dev.mayfly.docker;

import dev.mayfly.LogLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Tells the lines of a log apart whose engine notes them by whole seconds, as Podman's API does:
 * each gets the nanosecond after the one before it. So a line has the same moment whenever its
 * second is read from the beginning, and a log can be read on from any of its lines.
 *
 * <p>Podman itself knows the moments exactly and leaves out what was before the one that it is
 * asked from. It is asked from the beginning of a second where lines of it are to be counted.
 */
final class NumberedLines implements Consumer<LogLine> {

  /** So few nanoseconds after a whole second are a line's number; one moment in 100,000 is too. */
  private static final int NUMBERS = 10_000;

  private final Instant since;
  private final Consumer<LogLine> lines;
  private Instant last;

  /**
   * @param since the first line's moment, by the engine's clock
   * @param lines takes those from then on
   */
  NumberedLines(Instant since, Consumer<LogLine> lines) {
    this.since = since;
    this.lines = lines;
    this.last = isNumbered(since) ? Instant.MIN : since.minusNanos(1);
  }

  /** Whether it is the moment of a numbered line, and not just any. */
  static boolean isNumbered(Instant moment) {
    return moment.isBefore(second(moment).plusNanos(NUMBERS));
  }

  private static Instant second(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS);
  }

  /** From when on the engine is to be asked, which gives what is after it and not what is at it. */
  static Instant asked(Instant since) {
    return isNumbered(since) && !since.equals(Instant.EPOCH)
        ? second(since).minus(1, ChronoUnit.MICROS)
        : since;
  }

  @Override
  public void accept(LogLine line) {
    if (line.time().equals(Instant.EPOCH)) {
      lines.accept(line);
      return;
    }
    last = line.time().isAfter(last) ? line.time() : last.plusNanos(1);
    if (!last.isBefore(since)) {
      lines.accept(new LogLine(line.stream(), last, line.text()));
    }
  }
}
