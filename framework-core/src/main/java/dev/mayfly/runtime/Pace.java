package dev.mayfly.runtime;

import java.time.Duration;

/**
 * What the times of looks say: how long to rest before the next one, and how many in a row count.
 * All times are nanoseconds of one clock.
 */
final class Pace {

  static final long SHORTEST = Duration.ofMillis(10).toNanos();
  static final long LONGEST = Duration.ofMillis(100).toNanos();

  /** A pause is a 200th of the time waited so far: 10 ms up to 2 s, 100 ms from 20 s on. */
  private static final int SHARE = 200;

  /**
   * At least four times as long as a look lasts is no look taken. Of the last two looks the shorter
   * one counts, for the service's own start may hold up the one that meets it.
   */
  private static final int REST = 4;

  private final long begin;
  private long lastEnd;
  private long lasted = Long.MAX_VALUE;
  private long lastedBefore;
  private int inARow;
  private long counted;

  /**
   * @param begin when the waiting began
   */
  Pace(long begin) {
    this.begin = begin;
  }

  /** Takes note of one look. */
  void looked(boolean ready, long start, long end) {
    lastedBefore = lasted;
    lasted = end - start;
    lastEnd = end;
    if (!ready) {
      inARow = 0;
    } else if (inARow == 0 || end - counted >= LONGEST) {
      inARow++;
      counted = end;
    }
  }

  /** How many looks up to the last one found it ready, without one between that did not. */
  int inARow() {
    return inARow;
  }

  /** How long to wait for the next look, unless there is news. */
  long rest() {
    if (inARow > 0) {
      return LONGEST;
    }
    long share = (lastEnd - begin) / SHARE;
    return Math.min(
        LONGEST, Math.max(SHORTEST, Math.max(share, REST * Math.min(lasted, lastedBefore))));
  }
}
