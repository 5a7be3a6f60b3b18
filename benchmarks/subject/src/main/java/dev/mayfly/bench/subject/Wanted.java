package dev.mayfly.bench.subject;

import java.util.List;

/**
 * A container that a side is to start.
 *
 * @param service what it offers
 * @param command what it runs; empty for what the image says
 * @param run the value of the label {@link #LABEL}, by which the runner finds the container
 */
public record Wanted(Service service, List<String> command, String run) {

  /** On every container that a benchmark starts. */
  public static final String LABEL = "mayfly-bench";

  static Wanted of(Service service, String run) {
    return new Wanted(service, service.command(), run);
  }
}
