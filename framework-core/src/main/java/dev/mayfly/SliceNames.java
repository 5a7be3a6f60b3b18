package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives out the names of one {@link SliceMaker}'s slices, which nobody else has: each is {@code
 * mayfly}, the run and a number, such as {@code mayfly-0123456789ab-1}, of at most 30 characters.
 * Thread-safe.
 */
public final class SliceNames {

  private final String begin;
  private final AtomicInteger number = new AtomicInteger();

  private SliceNames(String begin) {
    this.begin = begin;
  }

  /**
   * Names of a run.
   *
   * @param run as {@link Sliced#slices} is told it
   * @param separator between the parts, one that the service allows in names, beside a-z and 0-9
   */
  public static SliceNames of(String run, char separator) {
    return new SliceNames("mayfly" + separator + Given.name(run, "run") + separator);
  }

  /** A name that was not given out before. */
  public String next() {
    return begin + number.incrementAndGet();
  }
}
