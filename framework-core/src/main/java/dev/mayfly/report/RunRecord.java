package dev.mayfly.report;

import java.time.Instant;
import java.util.List;

/**
 * All that is known of a run, in the order in which it began.
 *
 * @param problems what was wrong with no single container's start, in words
 * @param advice what could be had for less, in words
 */
record RunRecord(
    String session,
    Instant began,
    Instant ended,
    List<ContainerRecord> containers,
    List<TestRecord> tests,
    List<String> problems,
    List<String> advice) {

  /** Whether a container did not start, at its last attempt, or a test failed. */
  boolean hasFailures() {
    return containers.stream().anyMatch(one -> !one.failure().isEmpty() && !one.triedAgain())
        || tests.stream().anyMatch(one -> one.outcome() == TestRecord.Outcome.FAILED);
  }
}
