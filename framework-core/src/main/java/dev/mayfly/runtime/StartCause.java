package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why a start failed. */
final class StartCause {

  private StartCause() {}

  static String of(RuntimeException failure, Start start, @Nullable ContainerState state) {
    if (failure instanceof NotReadyException notReady) {
      return switch (notReady.reason()) {
        case DIED -> ended(state) + " before it was ready.";
        case HOPELESS -> "it can't become ready: " + notReady.lastSeen() + ".";
        case TIMEOUT -> "it was not ready after " + waited(start) + ".";
        case INTERRUPTED -> "the waiting thread was interrupted.";
      };
    }
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  static String ended(@Nullable ContainerState state) {
    if (state == null) {
      return "its container is gone";
    }
    String reason = state.oomKilled() ? "ran out of memory and " : "";
    return "it "
        + reason
        + "ended with exit code "
        + state.exitCode()
        + ExitCode.meaning(state.exitCode());
  }

  private static String waited(Start start) {
    long millis = start.millis().getOrDefault(start.phase(), 0L);
    return shown(Duration.ofMillis(millis));
  }

  /** A time as messages show it: {@code 1m30.5s}. */
  static String shown(Duration time) {
    return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
