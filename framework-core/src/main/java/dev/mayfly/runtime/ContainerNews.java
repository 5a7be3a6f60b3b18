package dev.mayfly.runtime;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether anything has happened to one container that is waited for. Thread-safe. */
final class ContainerNews implements AutoCloseable {

  private final Signal signal = new Signal();
  private final AtomicBoolean changed = new AtomicBoolean();
  private final Runnable forget;

  /**
   * @param forget ends the delivery of news
   */
  ContainerNews(Runnable forget) {
    this.forget = forget;
  }

  /** What the engine last said of the container holds no longer. */
  void changed() {
    changed.set(true);
    signal.raise();
  }

  /** Whether {@link #changed} was called since the last call. */
  boolean takeChange() {
    return changed.getAndSet(false);
  }

  /** Raised when something new is known. */
  Signal signal() {
    return signal;
  }

  @Override
  public void close() {
    forget.run();
  }
}
