package dev.mayfly.runtime;

import dev.mayfly.ready.Look;
import org.jspecify.annotations.Nullable;

/** Waiting for readiness ended without it; the start explains what that means. */
final class NotReadyException extends RuntimeException {

  private final transient Reason reason;
  private final transient @Nullable Look lastLook;

  NotReadyException(Reason reason, @Nullable Look lastLook, @Nullable Throwable cause) {
    super(reason + (lastLook == null ? "" : ": " + lastLook.seen()), cause);
    this.reason = reason;
    this.lastLook = lastLook;
  }

  /** Why waiting ended. */
  enum Reason {
    /** The container's process ended. */
    DIED,
    /** The readiness itself says that there is no hope. */
    HOPELESS,
    /** The time was over. */
    TIMEOUT,
    /** The waiting thread was interrupted. */
    INTERRUPTED
  }

  Reason reason() {
    return reason;
  }

  /** What the last look saw, in words; empty if there was none. */
  String lastSeen() {
    return lastLook == null ? "" : lastLook.seen();
  }
}
