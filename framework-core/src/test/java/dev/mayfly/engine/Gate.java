package dev.mayfly.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A gate that a test opens. A program that waits behind it goes on at once, on the opener's thread;
 * a thread that waits behind it is let go. Thread-safe.
 */
public final class Gate {

  private final CountDownLatch latch = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);
  private final List<Runnable> waiting = new ArrayList<>();

  public void open() {
    List<Runnable> let;
    synchronized (waiting) {
      latch.countDown();
      let = List.copyOf(waiting);
      waiting.clear();
    }
    let.forEach(Runnable::run);
  }

  /** Waits until somebody stands before the gate. */
  public void awaitArrival() throws InterruptedException {
    reached.await();
  }

  /** Runs an action when the gate opens, or now if it is open. */
  void whenOpen(Runnable action) {
    reached.countDown();
    synchronized (waiting) {
      if (latch.getCount() > 0) {
        waiting.add(action);
        return;
      }
    }
    action.run();
  }

  /** Stands before the gate until it opens. */
  void pass() {
    reached.countDown();
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(0, "Interrupted while waiting for the engine.", e);
    }
  }
}
