package dev.mayfly.report;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is known of a run, in the order in which it began.
 *
 * @param ended when it ended, or until when this tells of it
 * @param isOver whether it has ended
 * @param problems what was wrong with no single container's start, in words
 * @param advice what could be had for less, in words
 */
record RunRecord(
    String session,
    Instant began,
    Instant ended,
    boolean isOver,
    List<ContainerRecord> containers,
    List<TestRecord> tests,
    List<String> problems,
    List<String> advice) {

  /** Whether a container did not start, at its last attempt, or a test failed. */
  boolean hasFailures() {
    return containers.stream().anyMatch(ContainerRecord::isFailure)
        || tests.stream().anyMatch(TestRecord::isFailure);
  }

  /** The same with more advice. */
  RunRecord advised(List<String> more) {
    List<String> all = Stream.concat(advice.stream(), more.stream()).toList();
    return new RunRecord(session, began, ended, isOver, containers, tests, problems, all);
  }

  /** The same until another time. */
  RunRecord endedAt(Instant time) {
    return new RunRecord(session, began, time, isOver, containers, tests, problems, advice);
  }
}
