package dev.mayfly.runtime;

import dev.mayfly.ready.Look;
import dev.mayfly.ready.Readiness;
import dev.mayfly.runtime.NotReadyException.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one loop that asks a container again and again whether it is ready: after 10 ms at first,
 * growing to 100 ms, and at once when the container logs a line or an event tells of it.
 */
final class ReadinessLoop {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private ReadinessLoop() {}

  /** Returns when the container is ready. */
  static void await(Readiness readiness, ContainerProbe probe, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      boolean ended = probe.hasEnded() && !readiness.expectsExit();
      Look look = look(readiness, probe);
      if (look.isReady() && !ended) {
        return;
      }
      long left = deadline - System.nanoTime();
      Reason end = reasonToStop(look, ended, left);
      if (end != null) {
        throw new NotReadyException(end, look, null);
      }
      pause(probe, Duration.ofNanos(Math.min(left, pause.toNanos())), look);
      pause = longer(pause);
    }
  }

  private static Look look(Readiness readiness, ContainerProbe probe) {
    try {
      return readiness.look(probe);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Look.notYet("interrupted");
    } catch (Exception e) {
      return Look.notYet(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static @Nullable Reason reasonToStop(Look look, boolean ended, long left) {
    if (ended) {
      return Reason.DIED;
    }
    if (look.verdict() == Look.Verdict.NEVER) {
      return Reason.HOPELESS;
    }
    return left <= 0 ? Reason.TIMEOUT : null;
  }

  private static void pause(ContainerProbe probe, Duration time, Look last) {
    try {
      probe.signal().await(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotReadyException(Reason.INTERRUPTED, last, e);
    }
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(3).dividedBy(2);
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }
}
