package dev.mayfly.bench.subject;

import java.util.List;

/**
 * A container that a side is to start.
 *
 * @param service what it offers
 * @param command what it runs; empty for what the image says
 * @param run the value of the label {@link #LABEL}, by which the runner finds the container
 * @param check how the side is to wait for it
 */
public record Wanted(Service service, List<String> command, String run, Check check) {

  /** On every container that a benchmark starts. */
  public static final String LABEL = "mayfly-bench";

  /** What a side takes for ready. */
  public enum Check {
    /** What it does unless told otherwise. */
    USUAL,
    /** The line {@link #LINE} in the log. */
    LOG,
    /** An answer to a request by HTTP. */
    HTTP
  }

  /** What containers log that are waited for by their log. */
  public static final String LINE = "now";

  public static Wanted of(Service service, String run) {
    return new Wanted(service, service.command(), run, Check.USUAL);
  }
}
