package dev.mayfly.lifetime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Containers that several have in common: one for equal descriptions. Thread-safe. */
public final class Pool {

  private final boolean byName;
  private final SharedContainer.Starter starter;
  private final AliasNetworks networks;
  private final Consumer<RunningContainer> goodbye;
  private final Executor threads;
  private final Map<Key, SharedContainer> all = new ConcurrentHashMap<>();

  /** What makes two declarations mean the same container. */
  private record Key(List<String> names, ContainerSpec container, Map<String, Object> needs) {}

  /**
   * An empty pool.
   *
   * @param byName whether each name is a container, so that equal ones of two names are two
   * @param goodbye what is done before a container is removed
   */
  Pool(
      boolean byName,
      SharedContainer.Starter starter,
      AliasNetworks networks,
      Consumer<RunningContainer> goodbye,
      Executor threads) {
    this.byName = byName;
    this.starter = starter;
    this.networks = networks;
    this.goodbye = goodbye;
    this.threads = threads;
  }

  /**
   * The container that is meant.
   *
   * @param needs the containers that it depends on, by the names that it finds them under
   */
  SharedContainer get(ServiceSpec spec, Map<String, Object> needs) {
    boolean named = byName || !spec.choosesNoNetwork();
    List<String> names = named ? List.copyOf(spec.aliases()) : List.of();
    return all.computeIfAbsent(
        new Key(names, spec.container(), Map.copyOf(needs)),
        fresh -> new SharedContainer(networks, starter, goodbye));
  }

  /** Removes the containers, side by side, and gives back their names. */
  void close() {
    List<CompletableFuture<Void>> closing =
        all.values().stream()
            .map(shared -> CompletableFuture.runAsync(shared::close, threads))
            .toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    Waiting.throughInterrupts(all);
    all.join();
  }
}
