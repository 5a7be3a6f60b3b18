package dev.mayfly;

/** How tests that used a container ended; of several the last one here that occurred counts. */
public enum TestOutcome {
  ABORTED,
  PASSED,
  FAILED
}
