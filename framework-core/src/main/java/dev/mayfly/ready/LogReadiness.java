package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import dev.mayfly.ready.Probe.LogStream;

/**
 * A regular expression matches in the container's log often enough. Lines that were printed count
 * also if the process has ended since. Immutable.
 *
 * @param regex searched for in each line, without the line's end
 * @param occurrences how many lines must match
 * @param stream where to look
 */
public record LogReadiness(String regex, int occurrences, LogStream stream) implements Readiness {

  /**
   * Checks the expression and the count.
   *
   * @throws IllegalArgumentException if the expression can't be read or the count is below 1
   */
  public LogReadiness {
    if (occurrences < 1) {
      throw new IllegalArgumentException(
          "A log line can't be waited for " + occurrences + " times.");
    }
    Given.value(stream, "stream");
    regex = Regex.ofLine(regex);
  }

  static LogReadiness of(String regex) {
    return new LogReadiness(regex, 1, LogStream.BOTH);
  }

  /** How many lines must match. */
  public LogReadiness times(int count) {
    return new LogReadiness(regex, count, stream);
  }

  /** Looks at one of the streams only. */
  public LogReadiness on(LogStream one) {
    return new LogReadiness(regex, occurrences, one);
  }

  @Override
  public Look look(Probe probe) {
    long found = probe.logMatches(regex, stream).count();
    return found >= occurrences
        ? Look.ready()
        : Look.notYet(found + (found == 1 ? " matching line" : " matching lines") + " so far");
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofLog();
  }

  @Override
  public String describe() {
    return "it has logged " + (occurrences == 1 ? "" : occurrences + " times ") + "/" + regex + "/";
  }
}
