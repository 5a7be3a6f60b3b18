package dev.mayfly.report;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A test that ran with containers. Immutable.
 *
 * @param failure what it failed with, or empty
 * @param containerIds the engine's ids of the containers that were there for it
 * @param files what its containers told of its failure, as paths from the run's report
 */
public record TestRecord(
    String testClass,
    String name,
    Outcome outcome,
    Instant began,
    Instant ended,
    String failure,
    List<String> containerIds,
    List<String> files) {

  /** How a test ended. */
  public enum Outcome {
    PASSED,
    FAILED,
    ABORTED
  }

  /** Keeps the lists from being changed. */
  public TestRecord {
    containerIds = List.copyOf(containerIds);
    files = List.copyOf(files);
  }

  /** A test of which no files are kept. */
  public TestRecord(
      String testClass,
      String name,
      Outcome outcome,
      Instant began,
      Instant ended,
      String failure,
      List<String> containerIds) {
    this(testClass, name, outcome, began, ended, failure, containerIds, List.of());
  }

  boolean isFailure() {
    return outcome == Outcome.FAILED;
  }

  /** The class as people call it. */
  String shortClass() {
    return testClass.substring(testClass.lastIndexOf('.') + 1).replace('$', '.');
  }

  /** The same as it can be shown. */
  TestRecord shown(UnaryOperator<String> masked) {
    return new TestRecord(
        testClass,
        masked.apply(name),
        outcome,
        began,
        ended,
        masked.apply(failure),
        containerIds,
        files);
  }
}
