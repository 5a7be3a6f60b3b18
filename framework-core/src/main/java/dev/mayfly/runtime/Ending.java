package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who ended a container's use, and when, for those who use it later all the same.
 *
 * @param what such as {@code removed}
 * @param when by this machine's clock
 * @param thread the name of the thread that did it
 */
record Ending(String what, Instant when, String thread) {

  /** It is being ended now, by the calling thread. */
  static Ending now(String what) {
    return new Ending(what, Instant.now(), Thread.currentThread().getName());
  }

  /** The failure of a later use. */
  MayflyException refusal(String place) {
    return new MayflyException(
        place
            + " can't be used any more: it was "
            + what
            + " at "
            + when.truncatedTo(ChronoUnit.MILLIS)
            + " by thread \""
            + thread
            + "\".");
  }
}
