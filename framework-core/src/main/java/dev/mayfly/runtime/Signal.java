package dev.mayfly.runtime;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

  /** Waits until raised since the last call, or until the time is over. */
  void await(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!raised && left > 0) {
        left = changed.awaitNanos(left);
      }
      raised = false;
    } finally {
      lock.unlock();
    }
  }
}
