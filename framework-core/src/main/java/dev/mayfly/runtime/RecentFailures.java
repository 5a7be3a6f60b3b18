package dev.mayfly.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets a failure count for ten seconds, so that not every one of many containers waits for an
 * engine that does not answer. Thread-safe.
 *
 * @param <K> what is asked
 * @param <E> how it fails
 */
final class RecentFailures<K, E extends RuntimeException> {

  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Class<E> type;
  private final Map<K, Failed<E>> failures = new ConcurrentHashMap<>();

  private record Failed<E>(E failure, long nanos) {}

  RecentFailures(Class<E> type) {
    this.type = type;
  }

  /** What is answered now, unless the last answer was a failure that still counts. */
  <V> V orThrow(K key, Supplier<V> asking) {
    Failed<E> last = failures.get(key);
    if (last != null && System.nanoTime() - last.nanos() < REMEMBERED.toNanos()) {
      throw last.failure();
    }
    try {
      return asking.get();
    } catch (RuntimeException e) {
      if (type.isInstance(e) && !Thread.currentThread().isInterrupted()) {
        failures.put(key, new Failed<>(type.cast(e), System.nanoTime()));
      }
      throw e;
    }
  }
}
