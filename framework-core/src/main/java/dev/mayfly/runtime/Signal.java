package dev.mayfly.runtime;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes the one loop that polls when something new is known before its next look is due. */
final class Signal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean raised;

  void raise() {
    lock.lock();
    try {
      raised = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets those who wait look again at what they wait for. */
  void nudge() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until raised since the last call, or until the time is over. */
  void await(Duration limit) throws InterruptedException {
    await(limit, () -> false);
  }

  /**
   * Waits until raised since the last call, until nudged when {@code done}, or until the time is
   * over.
   *
   * @return whether it was raised
   */
  boolean await(Duration limit, BooleanSupplier done) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limit.toNanos();
      while (!raised && !done.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      boolean was = raised;
      raised = false;
      return was;
    } finally {
      lock.unlock();
    }
  }
}
