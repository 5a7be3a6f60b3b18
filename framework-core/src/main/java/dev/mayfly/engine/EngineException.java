package dev.mayfly.engine;

import dev.mayfly.MayflyException;
import org.jspecify.annotations.Nullable;

/** The engine refused something, or could not be reached. */
public final class EngineException extends MayflyException {

  private final int status;

  /**
   * Tells of a refusal.
   *
   * @param status the engine's HTTP status or its like; 0 if it could not be reached
   */
  public EngineException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  public EngineException(int status, String message) {
    this(status, message, null);
  }

  public int status() {
    return status;
  }

  /** Whether what was asked for does not exist. */
  public boolean isNotFound() {
    return status == 404;
  }

  /** Whether it is in a state, or has a name, that does not allow what was asked. */
  public boolean isConflict() {
    return status == 409;
  }

  /** Whether the engine could not be reached at all. */
  public boolean isUnreachable() {
    return status == 0;
  }
}
