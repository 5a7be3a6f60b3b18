package dev.mayfly.lifetime;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made once, when it is first asked for, however many threads ask. Who asks after a
 * failure gets the same failure. No lock is held while it is made.
 */
final class Lazy<T> {

  private final Supplier<T> maker;
  private final AtomicReference<@Nullable CompletableFuture<T>> made = new AtomicReference<>();

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    make();
    return join(made.get());
  }

  /** Makes the value if nobody has yet; a failure is kept for who asks. */
  void make() {
    CompletableFuture<T> mine = new CompletableFuture<>();
    if (made.compareAndSet(null, mine)) {
      complete(mine);
    }
  }

  /** The value, if somebody has asked for it and it could be made. */
  Optional<T> ifMade() {
    CompletableFuture<T> future = made.get();
    if (future == null) {
      return Optional.empty();
    }
    Waiting.throughInterrupts(future);
    return future.handle(Lazy::orNothing).join();
  }

  /** Whether somebody has asked for it and it could not be made. */
  boolean hasFailed() {
    CompletableFuture<T> future = made.get();
    return future != null && future.isCompletedExceptionally();
  }

  private void complete(CompletableFuture<T> mine) {
    try {
      mine.complete(maker.get());
    } catch (RuntimeException | Error failure) {
      mine.completeExceptionally(failure);
    }
  }

  private static <T> Optional<T> orNothing(@Nullable T value, @Nullable Throwable failure) {
    return Optional.ofNullable(value);
  }

  private static <T> T join(@Nullable CompletableFuture<T> future) {
    if (future == null) {
      throw new AssertionError("set before it is read and never taken back");
    }
    Waiting.throughInterrupts(future);
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }
}
