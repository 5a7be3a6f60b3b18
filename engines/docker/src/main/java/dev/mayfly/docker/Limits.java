package dev.mayfly.docker;

import dev.mayfly.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long an engine is waited for.
 *
 * @param answer to a question that an engine answers at once
 */
record Limits(Duration answer) {

  static final String SETTING = "mayfly.engine.timeout";

  private static final Duration USUAL_ANSWER = Duration.ofMinutes(2);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  static Limits usual() {
    return new Limits(USUAL_ANSWER);
  }

  /** What can't be read as a duration is told to the user by the core. */
  static Limits of(Function<String, Optional<String>> settings) {
    return settings
        .apply(SETTING)
        .flatMap(Durations::parse)
        .filter(limit -> !limit.isZero())
        .map(Limits::new)
        .orElseGet(Limits::usual);
  }

  /** How long nothing may come from the engine, a ping that it was sent meanwhile included. */
  Duration silence() {
    return answer.compareTo(LONGEST_SILENCE) < 0 ? answer : LONGEST_SILENCE;
  }

  /** In words. */
  static String words(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
