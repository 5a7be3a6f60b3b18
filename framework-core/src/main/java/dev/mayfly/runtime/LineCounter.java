package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.ready.Probe.LogMatches;
import dev.mayfly.ready.Probe.LogStream;
import java.util.regex.Pattern;

/** Counts the lines of a log that match an expression. Thread-safe. */
final class LineCounter {

  private static final int LONGEST_SHOWN = 10_000;

  private final Wanted wanted;
  private final Pattern pattern;
  private LogMatches matches = new LogMatches(0, "");

  LineCounter(Wanted wanted) {
    this.wanted = wanted;
    this.pattern = Pattern.compile(wanted.regex());
  }

  /** What is looked for, and where. */
  record Wanted(String regex, LogStream stream) {}

  void see(LogLine line) {
    boolean isThere =
        wanted.stream() == LogStream.BOTH || line.stream().name().equals(wanted.stream().name());
    if (isThere && finds(line.text())) {
      count(line.text());
    }
  }

  /** An expression that a line is too long for does not match it, and ends no thread. */
  private boolean finds(String text) {
    try {
      return pattern.matcher(text).find();
    } catch (StackOverflowError e) {
      return false;
    }
  }

  private synchronized void count(String text) {
    String first = text.substring(0, Math.min(text.length(), LONGEST_SHOWN));
    matches = new LogMatches(matches.count() + 1, matches.count() == 0 ? first : matches.first());
  }

  synchronized LogMatches matches() {
    return matches;
  }
}
