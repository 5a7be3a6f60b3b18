package dev.mayfly.engine;

import dev.mayfly.LogSubscription;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands things on, one after the other, on a thread of its own, and says once that it is over. */
final class Delivery implements LogSubscription {

  private final ExecutorService thread;
  private final Runnable atEnd;
  private final boolean endsWhenClosed;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * @param endsWhenClosed whether {@code atEnd} runs also when the receiver closes the delivery
   */
  Delivery(String name, Runnable atEnd, boolean endsWhenClosed) {
    this.atEnd = atEnd;
    this.endsWhenClosed = endsWhenClosed;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "in-memory-engine-" + name);
              made.setDaemon(true);
              return made;
            });
  }

  synchronized void deliver(Runnable thing) {
    if (!over.get()) {
      thread.execute(
          () -> {
            if (!closed) {
              thing.run();
            }
          });
    }
  }

  /** Nothing more will come: what is on its way arrives, and then the end. */
  synchronized void end() {
    if (over.compareAndSet(false, true)) {
      thread.execute(atEnd);
      thread.shutdown();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (over.compareAndSet(false, true)) {
      if (endsWhenClosed) {
        thread.execute(atEnd);
      }
      thread.shutdown();
    }
  }
}
