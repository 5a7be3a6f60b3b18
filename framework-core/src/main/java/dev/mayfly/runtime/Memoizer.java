package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Makes one value for a key however many threads ask at once; a failure is told to all who wait and
 * then forgotten, so that the next one tries again. If the thread that makes it is interrupted, one
 * of those who wait makes it instead.
 */
final class Memoizer<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> made = new ConcurrentHashMap<>();

  V get(K key, Supplier<V> maker) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    for (CompletableFuture<V> other = made.putIfAbsent(key, mine);
        other != null;
        other = made.putIfAbsent(key, mine)) {
      try {
        return await(other);
      } catch (CancellationException e) {
        // Whoever made it was interrupted.
      }
    }
    return make(key, mine, maker);
  }

  /** The value, if it was made. */
  Optional<V> known(K key) {
    CompletableFuture<V> future = made.get(key);
    return future != null && future.isDone() && !future.isCompletedExceptionally()
        ? Optional.of(future.join())
        : Optional.empty();
  }

  /** The next who asks makes the value anew; tells whether there was one. */
  boolean forget(K key) {
    return made.remove(key) != null;
  }

  private V make(K key, CompletableFuture<V> mine, Supplier<V> maker) {
    try {
      V value = maker.get();
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error failure) {
      made.remove(key, mine);
      if (Thread.currentThread().isInterrupted()) {
        mine.cancel(false);
      } else {
        mine.completeExceptionally(failure);
      }
      throw failure;
    }
  }

  /** Lets the next one make a value anew, if this is the one that was made. */
  void forget(K key, V value) {
    made.computeIfPresent(
        key,
        (known, future) ->
            future.isDone() && !future.isCompletedExceptionally() && future.join().equals(value)
                ? null
                : future);
  }

  private static <V> V await(CompletableFuture<V> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted while waiting for what another thread prepared.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new MayflyException("Another thread failed to prepare it.", e.getCause());
    }
  }
}
