package dev.mayfly;

/**
 * Whether a container stays on the engine after a failure, for a look at what is in it.
 *
 * <p>What is kept is named on the console, with the command to look inside, and is removed when the
 * time that {@code mayfly.keep.for} gives it is over, also if no JVM is there any more.
 */
public enum Keep {
  /** What the setting {@code mayfly.keep} says, which is {@code never} unless it is set. */
  DEFAULT,

  /** It is removed when its test or class is over, whatever came of them. */
  NEVER,

  /** It stays if its start, or a test that had it, failed. */
  ON_FAILURE
}
