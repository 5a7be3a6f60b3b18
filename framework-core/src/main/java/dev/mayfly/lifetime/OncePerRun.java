package dev.mayfly.lifetime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A value that is made once. A failure is kept for all who ask in the same run, and for ten seconds
 * for those in later ones: build tools run each class by itself, and not every one of hundreds is
 * to wait for an engine that does not answer. Thread-safe.
 */
final class OncePerRun<T> {

  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Supplier<T> maker;
  private final LongSupplier nanoTime;
  private volatile Lazy<T> value;
  private boolean runEnded;
  private volatile long failedAt;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  OncePerRun(Supplier<T> maker, LongSupplier nanoTime) {
    this.maker = maker;
    this.nanoTime = nanoTime;
    this.value = new Lazy<>(this::make);
  }

  private T make() {
    try {
      return maker.get();
    } catch (RuntimeException | Error failure) {
      failedAt = nanoTime.getAsLong();
      throw failure;
    }
  }

  T get() {
    return current().get();
  }

  /** The value, if somebody has asked for it and it could be made. */
  Optional<T> ifMade() {
    return value.ifMade();
  }

  /** A failure counts no longer than it is remembered: who comes next may have more luck. */
  synchronized void runEnded() {
    runEnded = value.hasFailed();
  }

  private synchronized Lazy<T> current() {
    if (runEnded && nanoTime.getAsLong() - failedAt >= REMEMBERED.toNanos()) {
      value = new Lazy<>(this::make);
      runEnded = false;
    }
    return value;
  }
}
