package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import java.time.Duration;

/**
 * How often, and after which pauses, something is tried that failed for what may pass: 1 s, then
 * four times as long each time, 30 s at most.
 *
 * @param most how often it is tried
 * @param pause waits, and may be interrupted
 */
record BackOff(int most, Pause pause) {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int GROWTH = 4;

  /** A rest of some length. */
  @FunctionalInterface
  interface Pause {
    void rest(Duration length) throws InterruptedException;
  }

  static BackOff of(int most) {
    return new BackOff(most, length -> Thread.sleep(length.toMillis()));
  }

  /** How long to wait after the attempt of a number, from 1. */
  Duration after(int attempt) {
    Duration length = FIRST;
    for (int i = 1; i < attempt && length.compareTo(LONGEST) < 0; i++) {
      length = length.multipliedBy(GROWTH);
    }
    return length.compareTo(LONGEST) > 0 ? LONGEST : length;
  }

  /**
   * Waits after the attempt of a number.
   *
   * @throws MayflyException if the thread is interrupted, whose flag stays set
   */
  void rest(int attempt, String work) {
    try {
      pause.rest(after(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException(
          "Interrupted while waiting for the next attempt at " + work + ".", e);
    }
  }
}
