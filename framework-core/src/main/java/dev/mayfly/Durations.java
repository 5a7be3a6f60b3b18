package dev.mayfly;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * Durations as people give them, a year at most. In settings and annotations they are written
 * {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 2h}, with spaces if one likes, or as ISO 8601
 * has it ({@code PT30S}).
 */
public final class Durations {

  private static final Duration LONGEST = Duration.ofDays(365);

  private Durations() {}

  /** The duration that a text stands for, a year at most; empty if it is none or negative. */
  public static Optional<Duration> parse(String text) {
    String value = text.replace(" ", "").toLowerCase(Locale.ROOT);
    if (value.contains("-") || value.contains("+")) {
      return Optional.empty();
    }
    try {
      return Optional.of(bounded(read(value)));
    } catch (NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration read(String value) {
    if (value.equals("0")) {
      return Duration.ZERO;
    }
    return value.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
        : Duration.parse(value.startsWith("p") ? value : "pt" + value);
  }

  /** What is meant to be without end is a year, which clocks can count. */
  public static Duration bounded(Duration limit) {
    return limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
  }
}
