package dev.mayfly.runtime;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Readiness;
import dev.mayfly.runtime.NotReadyException.Reason;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one loop that asks a container again and again whether it is ready: every 10 ms at first,
 * growing to 100 ms, and at once when the container logs a line or an event tells of it. A look
 * that blocks holds up neither the notice of the container's end nor the deadline.
 */
final class ReadinessLoop {

  private final Readiness readiness;
  private final Characteristics known;
  private final ContainerProbe probe;
  private final Executor executor;
  private final Pace pace;
  private final long deadline;
  private Look last = Look.notYet("");

  private ReadinessLoop(
      Readiness readiness, ContainerProbe probe, Duration limit, Executor executor) {
    this.readiness = readiness;
    this.known = readiness.characteristics();
    this.probe = probe;
    this.executor = executor;
    long begin = System.nanoTime();
    this.pace = new Pace(begin);
    this.deadline = begin + limit.toNanos();
  }

  /** Returns when the container is ready. Looks are taken on a thread of the executor's. */
  static void await(Readiness readiness, ContainerProbe probe, Duration limit, Executor executor) {
    ReadinessLoop loop = new ReadinessLoop(readiness, probe, limit, executor);
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw loop.notReady(Reason.INTERRUPTED, e);
    }
  }

  private void run() throws InterruptedException {
    while (true) {
      long start = System.nanoTime();
      boolean over = probe.isOver();
      boolean follows = probe.followsLog();
      boolean news = look();
      pace.looked(last.isReady(), start, System.nanoTime());
      if (last.isReady() && pace.inARow() >= known.inARow()) {
        return;
      }
      stopIfInVain(over && follows == probe.followsLog());
      if (!news) {
        probe.signal().await(atMost(pace.rest()));
      }
    }
  }

  /** Takes one look, and tells whether there was news meanwhile. */
  private boolean look() throws InterruptedException {
    boolean news = false;
    try (OneLook look = OneLook.start(readiness, probe, executor)) {
      do {
        news |= probe.signal().await(atMost(Pace.LONGEST), look::isDone);
        stopIfDead();
        stopIfLate(look);
      } while (!look.isDone());
      last = look.result();
    }
    return news;
  }

  private void stopIfLate(OneLook look) {
    if (isLate() && !look.isDone()) {
      last = last.seen().isEmpty() ? Look.notYet("none, a look was still under way") : last;
      throw notReady(Reason.TIMEOUT, null);
    }
  }

  /** What a container that has ended seems to answer, somebody else has answered. */
  private void stopIfDead() {
    if (!known.expectsExit() && !known.outlivesProcess() && probe.hasEnded()) {
      throw notReady(Reason.DIED, null);
    }
  }

  /**
   * @param over whether the container and its log had come to their end before the last look
   */
  private void stopIfInVain(boolean over) {
    String misuse = probe.misuse();
    if (misuse != null && !probe.hasEnded()) { // one that has ended has no ports
      last = Look.never(misuse);
    }
    if (last.verdict() == Look.Verdict.NEVER) {
      throw notReady(Reason.HOPELESS, null);
    }
    if (over) {
      throw notReady(Reason.DIED, null);
    }
    if (isLate()) {
      throw notReady(Reason.TIMEOUT, null);
    }
  }

  private boolean isLate() {
    return System.nanoTime() - deadline >= 0;
  }

  /** No longer than the time that is left. */
  private Duration atMost(long nanos) {
    return Duration.ofNanos(Math.min(nanos, deadline - System.nanoTime()));
  }

  private NotReadyException notReady(Reason reason, @Nullable Throwable cause) {
    return new NotReadyException(reason, last, cause);
  }
}
