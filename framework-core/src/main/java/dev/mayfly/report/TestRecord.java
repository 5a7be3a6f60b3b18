package dev.mayfly.report;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A test that ran with containers. Immutable.
 *
 * @param failure what it failed with, or empty
 * @param containerIds the engine's ids of the containers that were there for it
 */
public record TestRecord(
    String testClass,
    String name,
    Outcome outcome,
    Instant began,
    Instant ended,
    String failure,
    List<String> containerIds) {

  /** How a test ended. */
  public enum Outcome {
    PASSED,
    FAILED,
    ABORTED
  }

  /** Keeps the list from being changed. */
  public TestRecord {
    containerIds = List.copyOf(containerIds);
  }

  /** The same as it can be shown. */
  TestRecord shown(UnaryOperator<String> masked) {
    return new TestRecord(
        testClass, masked.apply(name), outcome, began, ended, masked.apply(failure), containerIds);
  }
}
