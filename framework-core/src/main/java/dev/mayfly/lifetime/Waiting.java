package dev.mayfly.lifetime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for other threads' work and keeps the caller's thread for that time.
 *
 * <p>A future that is waited for by its own methods tells the fork-join pool that its thread is
 * blocked, and the pool lets another thread run: the next test class begins, whose containers start
 * too. So a run of two classes at a time would become one of all classes at once.
 */
final class Waiting {

  private Waiting() {}

  /** Returns when the work has ended, well or not. */
  @SuppressWarnings("FutureReturnValueIgnored") // the latch is all that is wanted of it
  static void until(CompletableFuture<?> end) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    end.whenComplete((value, failure) -> ended.countDown());
    ended.await();
  }

  /** The same for who can't stop waiting; an interrupt is kept for later. */
  static void throughInterrupts(CompletableFuture<?> end) {
    boolean interrupted = false;
    while (!end.isDone()) {
      try {
        until(end);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
