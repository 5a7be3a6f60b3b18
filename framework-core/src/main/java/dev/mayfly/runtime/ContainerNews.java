package dev.mayfly.runtime;

import dev.mayfly.engine.EngineEvent.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether anything has happened to one container that is waited for. Thread-safe. */
final class ContainerNews implements AutoCloseable {

  private final Signal signal = new Signal();
  private final AtomicBoolean changed = new AtomicBoolean();
  private final Runnable forget;

  /**
   * What happens from now on.
   *
   * @param source begins the delivery of news, and returns what ends it
   */
  ContainerNews(Function<EventWatch.Listener, Runnable> source) {
    this.forget = source.apply(this::happened);
  }

  /** The start that is waited for is no news. */
  private void happened(@Nullable Kind kind) {
    if (kind != Kind.STARTED) {
      changed();
    }
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
