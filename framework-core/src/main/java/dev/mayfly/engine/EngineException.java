package dev.mayfly.engine;

import dev.mayfly.MayflyException;
import org.jspecify.annotations.Nullable;

/** The engine refused something, or could not be reached. */
public final class EngineException extends MayflyException {

  private final int status;
  private final String remedy;

  /**
   * Tells of a refusal.
   *
   * @param status the engine's HTTP status or its like; 0 if it could not be reached
   */
  public EngineException(int status, String message, @Nullable Throwable cause) {
    this(status, message, cause, "");
  }

  private EngineException(int status, String message, @Nullable Throwable cause, String remedy) {
    super(message, cause);
    this.status = status;
    this.remedy = remedy;
  }

  public EngineException(int status, String message) {
    this(status, message, null);
  }

  public int status() {
    return status;
  }

  /** The same with what people can try next, as {@link #remedy} tells it. */
  public EngineException withRemedy(String words) {
    EngineException same =
        new EngineException(status, String.valueOf(getMessage()), getCause(), words);
    same.setStackTrace(getStackTrace());
    for (Throwable one : getSuppressed()) {
      same.addSuppressed(one);
    }
    return same;
  }

  /** What people can try next, to follow a colon; empty if the engine's adapter knows nothing. */
  public String remedy() {
    return remedy;
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
