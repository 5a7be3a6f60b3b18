package dev.mayfly.cli;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says in few letters how old something is. */
final class Age {

  private Age() {}

  /**
   * The largest unit that fits: {@code 12s}, {@code 5m}, {@code 3h}, {@code 2d}.
   *
   * @param created by the engine's clock, or null if it did not say
   * @param now by the engine's clock
   */
  static String of(@Nullable Instant created, Instant now) {
    if (created == null) {
      return "?";
    }
    Duration age = Duration.between(created, now);
    if (age.isNegative()) {
      return "0s";
    }
    return age.toDays() > 0
        ? age.toDays() + "d"
        : age.toHours() > 0
            ? age.toHours() + "h"
            : age.toMinutes() > 0 ? age.toMinutes() + "m" : age.toSeconds() + "s";
  }
}
