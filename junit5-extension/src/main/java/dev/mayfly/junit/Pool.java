package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The containers that are shared in a run or in a class: one for equal keys. Thread-safe. */
final class Pool {

  private final RunSession session;
  private final Map<Key, Shared> all = new ConcurrentHashMap<>();

  /**
   * What makes two declarations mean the same container.
   *
   * @param width how widely it is shared
   * @param names what it is called, where that matters
   * @param spec its description, without the lane that it will be on
   * @param needs the containers that it depends on, by the names that it finds them under
   */
  record Key(
      ContainerScope width, List<String> names, ContainerSpec spec, Map<String, Object> needs) {}

  /** An empty pool. */
  Pool(RunSession session) {
    this.session = session;
  }

  Shared get(Key key) {
    return all.computeIfAbsent(key, fresh -> new Shared(session, key.width()));
  }

  /** Removes the containers, side by side, and gives back their names. */
  void close() {
    List<CompletableFuture<Void>> closing =
        all.values().stream()
            .map(shared -> CompletableFuture.runAsync(shared::close, session.threads()))
            .toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    Waiting.throughInterrupts(all);
    all.join();
  }
}
