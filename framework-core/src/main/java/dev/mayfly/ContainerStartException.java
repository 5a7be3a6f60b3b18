package dev.mayfly;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A container could not be started, or did not become ready. Nothing of it is left. */
public final class ContainerStartException extends MayflyException {

  private final Phase phase;
  private final @Nullable Integer exitCode;
  private final transient List<LogLine> log;

  public ContainerStartException(
      String message,
      Phase phase,
      @Nullable Integer exitCode,
      List<LogLine> log,
      @Nullable Throwable cause) {
    super(message, cause);
    this.phase = phase;
    this.exitCode = exitCode;
    this.log = List.copyOf(log);
  }

  /** How far the start had come. */
  public enum Phase {
    IMAGE,
    NETWORK,
    CREATE,
    COPY,
    START,
    HOOK,
    READY
  }

  public Phase phase() {
    return phase;
  }

  /** The exit code, if the container's process had ended. */
  public OptionalInt exitCode() {
    return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }

  /** The last log lines, oldest first. */
  public List<LogLine> log() {
    return log;
  }
}
