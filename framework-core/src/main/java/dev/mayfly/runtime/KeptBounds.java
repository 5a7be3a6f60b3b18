package dev.mayfly.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * How much of what is kept on an engine from run to run stays.
 *
 * @param most how many
 * @param gibibytes how much they may take together
 * @param unused how long those stay that nobody uses
 */
record KeptBounds(int most, double gibibytes, Duration unused) {

  /** Whether one stays that is the {@code number}th and makes the sum {@code bytes}. */
  boolean allow(int number, long bytes, Instant used, Instant now) {
    return number <= most && bytes <= gibibytes * (1L << 30) && used.isAfter(now.minus(unused));
  }

  /** How long it counts when one was used; not shorter for who shortens it in one run. */
  Duration memory() {
    return unused.compareTo(ImageRecords.USUAL_MEMORY) > 0 ? unused : ImageRecords.USUAL_MEMORY;
  }
}
