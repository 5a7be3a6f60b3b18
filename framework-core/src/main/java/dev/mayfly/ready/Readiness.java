package dev.mayfly.ready;

import java.util.List;
import java.util.Set;

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

  /** The container's TCP ports that must be exposed for this question to make sense. */
  default Set<Integer> ports() {
    return Set.of();
  }

  /** The container's UDP ports that must be exposed for this question to make sense. */
  default Set<Integer> udpPorts() {
    return Set.of();
  }

  /** Whether exactly one TCP port must be exposed, because it does not say which it asks. */
  default boolean needsOnePort() {
    return false;
  }

  /** Whether the container's end is what is waited for, rather than a failure of the start. */
  default boolean expectsExit() {
    return false;
  }

  /** Whether the image must declare a HEALTHCHECK for this question to make sense. */
  default boolean needsHealthcheck() {
    return false;
  }

  /**
   * Whether a look costs next to nothing and may tell that waiting is in vain, so that it is also
   * taken while another part of a combination is not ready.
   */
  default boolean mayDespair() {
    return false;
  }

  /** How many looks in a row must find it ready. */
  default int inARow() {
    return 1;
  }
}
