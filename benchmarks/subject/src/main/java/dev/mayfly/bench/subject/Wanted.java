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
    USUAL("port"),
    /** The line {@link #LINE} in the log. */
    LOG("log"),
    /** An answer to a request by HTTP. */
    HTTP("HTTP"),
    /** What the image's HEALTHCHECK says, which is {@link #NEVER}. */
    HEALTH("HEALTHCHECK"),
    /** The success of {@link #NEVER} in the container. */
    COMMAND("command"),
    /** A login to PostgreSQL, or what a side's module for PostgreSQL waits for. */
    LOGIN("PostgreSQL"),
    /** A file in the container. */
    FILE("file"),
    /** A TLS handshake. */
    TLS("TLS"),
    /** An answer to a datagram. */
    UDP("UDP"),
    /** The end of the process with an exit code of 0. */
    EXIT("exit code"),
    /** A check that the test brings along. */
    OWN("own check");

    private final String title;

    Check(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** A command that fails. */
  public static final String NEVER = "false";

  /** What containers log that are waited for by their log. */
  public static final String LINE = "now";

  public static Wanted of(Service service, String run) {
    return new Wanted(service, service.command(), run, Check.USUAL);
  }
}
