package dev.mayfly.runtime;

import dev.mayfly.ready.Look;
import dev.mayfly.ready.Readiness;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * One look that is under way on a thread of its own, so that nobody depends on its end. Closing
 * interrupts it.
 */
final class OneLook implements AutoCloseable {

  private final FutureTask<Look> task;

  private OneLook(FutureTask<Look> task) {
    this.task = task;
  }

  static OneLook start(Readiness readiness, ContainerProbe probe, Executor executor) {
    OneLook look = new OneLook(new FutureTask<>(() -> take(readiness, probe)));
    try {
      executor.execute(
          () -> {
            look.task.run();
            probe.signal().nudge();
          });
    } catch (RejectedExecutionException e) {
      throw ClosedSession.refusal();
    }
    return look;
  }

  private static Look take(Readiness readiness, ContainerProbe probe) {
    try {
      return readiness.look(probe);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Look.notYet("interrupted");
    } catch (Exception | AssertionError e) {
      return Look.failed(e);
    }
  }

  boolean isDone() {
    return task.isDone();
  }

  /** What was seen; to be asked when it is done. */
  Look result() throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The readiness check failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    task.cancel(true);
  }
}
