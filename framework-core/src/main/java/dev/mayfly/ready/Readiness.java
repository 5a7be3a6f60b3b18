package dev.mayfly.ready;

import java.util.Set;

/**
 * A question to a started container that tells whether it can be used.
 *
 * <p>Implementations look once, keep no state and are safe for use by several threads. They are
 * values where they can be: two specs are equal only if their readiness is.
 */
public interface Readiness {

  /**
   * Looks at the container once. A look should end within about a second; a thrown exception counts
   * as "not yet" with the exception's message.
   */
  Look look(Probe probe) throws Exception;

  /** What is waited for, in words that complete "waited 60 s until …". */
  String describe();

  /** The container's TCP ports that must be exposed for this question to make sense. */
  default Set<Integer> ports() {
    return Set.of();
  }

  /** Whether the container's end is what is waited for, rather than a failure of the start. */
  default boolean expectsExit() {
    return false;
  }

  /** Whether the image must declare a HEALTHCHECK for this question to make sense. */
  default boolean needsHealthcheck() {
    return false;
  }
}
