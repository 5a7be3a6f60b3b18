package dev.mayfly.ready;

import java.util.List;

/**
 * A question to a started container that tells whether it can be used.
 *
 * <p>Implementations look once, keep no state and are safe for use by several threads. They are
 * values where they can be: two specs are equal only if their readiness is.
 */
public interface Readiness {

  /**
   * Looks at the container once. A look should end within about a second; one that is under way
   * when the container dies or the time is over is interrupted and no longer waited for. A thrown
   * exception counts as "not yet" with the exception's message.
   */
  Look look(Probe probe) throws Exception;

  /** What is waited for, in words that complete "waited 60 s until …". */
  String describe();

  /**
   * The same, but only so many looks in a row that find it ready count, 100 ms apart: for services
   * that restart themselves during their start.
   *
   * @throws IllegalArgumentException if {@code looks} is below 1
   */
  default Readiness inARow(int looks) {
    return new AllReadiness(List.of(this), looks);
  }

  /**
   * The same, but the wait ends with a failure when a line of the log contains a match of the
   * regular expression.
   *
   * @throws IllegalArgumentException if the expression can't be read
   */
  default Readiness failWhenLog(String regex) {
    return AllReadiness.of(new QuietLogReadiness(regex), this);
  }

  /** What is known of it without a look; unless overridden, nothing that anybody must heed. */
  default Characteristics characteristics() {
    return Characteristics.none();
  }
}
