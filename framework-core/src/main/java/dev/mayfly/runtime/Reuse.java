package dev.mayfly.runtime;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of a build's containers stays for the next run, and for how long.
 *
 * @param time after the last use
 * @param most how many containers of all of a user's builds on one engine
 * @param memory the part of the engine's memory that they may take
 */
record Reuse(Duration time, int most, double memory) {

  /**
   * What the settings want; empty if nothing stays.
   *
   * @param ci the environment's variable of that name, by which build servers tell that they are
   *     some, or null
   */
  static Optional<Reuse> of(Settings settings, @Nullable String ci) {
    boolean isOn =
        switch (settings.reuse()) {
          case "on" -> ci == null || ci.isBlank() || ci.equalsIgnoreCase("false");
          case "always" -> true;
          default -> false;
        };
    return isOn && settings.reaperEnabled()
        ? Optional.of(
            new Reuse(settings.reuseFor(), settings.reuseAtMost(), settings.reuseMemory()))
        : Optional.empty();
  }
}
