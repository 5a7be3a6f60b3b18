package dev.mayfly.lifetime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that nobody waits for, unless somebody has to. Thread-safe. */
final class BackgroundWork {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.isolation");

  private final Executor threads;
  private final AtomicLong number = new AtomicLong();
  private final Map<Long, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
  private volatile boolean closed;

  BackgroundWork(Executor threads) {
    this.threads = threads;
  }

  /** Runs a task on another thread, or not at all once this is closed. */
  void run(Runnable task) {
    if (closed) {
      return;
    }
    long own = number.incrementAndGet();
    CompletableFuture<Void> end = new CompletableFuture<>();
    underWay.put(own, end);
    try {
      threads.execute(() -> run(task, () -> ended(own, end)));
    } catch (RejectedExecutionException e) {
      ended(own, end);
      LOG.debug("The run is over; the container's removal drops its slices", e);
    }
  }

  private static void run(Runnable task, Runnable afterwards) {
    try {
      task.run();
    } finally {
      afterwards.run();
    }
  }

  private void ended(long own, CompletableFuture<Void> end) {
    underWay.remove(own);
    end.complete(null);
  }

  /** Returns when all that was under way has ended, and says whether anything was. */
  boolean awaitAll() {
    List<CompletableFuture<Void>> now = List.copyOf(underWay.values());
    now.forEach(Waiting::throughInterrupts);
    return !now.isEmpty();
  }

  boolean isClosed() {
    return closed;
  }

  /** Begins nothing any more. */
  void close() {
    closed = true;
  }
}
