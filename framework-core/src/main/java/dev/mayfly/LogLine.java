package dev.mayfly;

import java.time.Instant;

/**
 * One line that a container wrote.
 *
 * @param stream the stream it was written to
 * @param time when the engine received it
 * @param text the line without its end, read as UTF-8
 */
public record LogLine(Stream stream, Instant time, String text) {

  /** An output stream of a container. */
  public enum Stream {
    STDOUT,
    STDERR
  }
}
