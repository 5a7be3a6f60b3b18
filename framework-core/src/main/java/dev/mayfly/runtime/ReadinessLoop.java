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

  private static final long SHORTEST = Duration.ofMillis(10).toNanos();
  private static final long LONGEST = Duration.ofMillis(100).toNanos();

  /** A pause is a 200th of the time waited so far: 10 ms up to 2 s, 100 ms from 20 s on. */
  private static final int SHARE = 200;

  /**
   * At least four times as long as a look lasts is no look taken. Of the last two looks the shorter
   * one counts, for the service's own start may hold up the one that meets it.
   */
  private static final int REST = 4;

  private final Readiness readiness;
  private final Characteristics known;
  private final ContainerProbe probe;
  private final Executor executor;
  private final long begin = System.nanoTime();
  private final long deadline;
  private Look last = Look.notYet("");

  private ReadinessLoop(
      Readiness readiness, ContainerProbe probe, Duration limit, Executor executor) {
    this.readiness = readiness;
    this.known = readiness.characteristics();
    this.probe = probe;
    this.executor = executor;
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
    int inARow = 0;
    long counted = 0;
    long lastedBefore = Long.MAX_VALUE;
    while (true) {
      long start = System.nanoTime();
      boolean over = probe.isOver();
      boolean follows = probe.followsLog();
      boolean news = look();
      long end = System.nanoTime();
      if (last.isReady() && (inARow == 0 || end - counted >= LONGEST)) {
        inARow++;
        counted = end;
      }
      if (last.isReady() && inARow >= known.inARow()) {
        return;
      }
      inARow = last.isReady() ? inARow : 0;
      stopIfInVain(over && follows == probe.followsLog());
      long lasted = end - start;
      if (!news) {
        pause(inARow > 0 ? LONGEST : restAfter(Math.min(lasted, lastedBefore), end));
      }
      lastedBefore = lasted;
    }
  }

  /** Takes one look, and tells whether there was news meanwhile. */
  private boolean look() throws InterruptedException {
    stopIfDead();
    boolean news = false;
    try (OneLook look = OneLook.start(readiness, probe, executor)) {
      while (!look.isDone()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          last = last.seen().isEmpty() ? Look.notYet("none, a look was still under way") : last;
          throw notReady(Reason.TIMEOUT, null);
        }
        news |= probe.signal().await(Duration.ofNanos(Math.min(left, LONGEST)), look::isDone);
        stopIfDead();
      }
      last = look.result();
    }
    return news;
  }

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
    if (System.nanoTime() >= deadline) {
      throw notReady(Reason.TIMEOUT, null);
    }
  }

  private long restAfter(long lasted, long now) {
    return Math.max((now - begin) / SHARE, REST * lasted);
  }

  private void pause(long nanos) throws InterruptedException {
    long bounded = Math.min(LONGEST, Math.max(SHORTEST, nanos));
    long left = Math.min(bounded, deadline - System.nanoTime());
    probe.signal().await(Duration.ofNanos(left));
  }

  private NotReadyException notReady(Reason reason, @Nullable Throwable cause) {
    return new NotReadyException(reason, last, cause);
  }
}
