package dev.mayfly.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Makes one value for a key however many threads ask at once; a failure is told to all who wait and
 * then forgotten, so that the next one tries again.
 */
final class Once<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> made = new ConcurrentHashMap<>();

  V get(K key, Supplier<V> maker) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> other = made.putIfAbsent(key, mine);
    if (other != null) {
      return join(other);
    }
    try {
      V value = maker.get();
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error failure) {
      made.remove(key, mine);
      mine.completeExceptionally(failure);
      throw failure;
    }
  }

  private static <V> V join(CompletableFuture<V> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
