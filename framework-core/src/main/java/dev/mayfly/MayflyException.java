package dev.mayfly;

import org.jspecify.annotations.Nullable;

/**
 * Something that Mayfly was asked for did not happen; the message says what, why, and what to do.
 */
public class MayflyException extends RuntimeException {

  public MayflyException(String message) {
    super(message);
  }

  public MayflyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
