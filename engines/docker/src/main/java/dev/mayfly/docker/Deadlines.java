package dev.mayfly.docker;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The timer that closes what takes too long; one daemon thread, started when first needed. */
final class Deadlines implements Closeable {

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> Threads.daemon("mayfly-docker-deadlines", task));

  Deadlines() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Closes {@code late} after {@code limit} unless the deadline is closed before. */
  Deadline start(Duration limit, Closeable late) {
    AtomicBoolean passed = new AtomicBoolean();
    ScheduledFuture<?> task =
        timer.schedule(
            () -> {
              passed.set(true);
              late.close();
              return null;
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    return new Deadline(task, passed);
  }

  /** Runs something that is soon done again and again. */
  void every(Duration pause, Runnable task) {
    ScheduledFuture<?> ticking =
        timer.scheduleWithFixedDelay(task, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    assert !ticking.isDone();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /**
   * A limit on one thing; closing it lifts the limit.
   *
   * @param task what is to be done at its end
   * @param passed whether the limit was reached
   */
  record Deadline(ScheduledFuture<?> task, AtomicBoolean passed) implements Closeable {

    boolean hasPassed() {
      return passed.get();
    }

    @Override
    public void close() {
      task.cancel(false);
    }
  }
}
