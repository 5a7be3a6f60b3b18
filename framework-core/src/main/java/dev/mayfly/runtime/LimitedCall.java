package dev.mayfly.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls of users' code, on a thread that is interrupted and given up when its time is over. */
final class LimitedCall {

  private LimitedCall() {}

  /**
   * Calls, with the context class loader of the thread that waits.
   *
   * @throws ExecutionException what it failed with
   * @throws TimeoutException if it did not end in time
   * @throws InterruptedException if the waiting thread was interrupted
   */
  static <T> T of(Callable<T> call, Duration limit, Executor executor)
      throws ExecutionException, TimeoutException, InterruptedException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              Thread.currentThread().setContextClassLoader(loader);
              return call.call();
            });
    executor.execute(task);
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }
}
