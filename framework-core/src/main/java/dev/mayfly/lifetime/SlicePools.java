package dev.mayfly.lifetime;

import dev.mayfly.ContainerHandle;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.runtime.Orchestrator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The pools of a session, one for each container that slices were asked of. Thread-safe. */
final class SlicePools implements AutoCloseable {

  private final Supplier<Orchestrator> session;
  private final Executor threads;
  private final Map<String, Lazy<SlicePool<?>>> byContainer = new ConcurrentHashMap<>();

  SlicePools(Supplier<Orchestrator> session, Executor threads) {
    this.session = session;
    this.threads = threads;
  }

  /**
   * The pool of a container, opened now if it is not yet.
   *
   * @param wish what is asked of it
   * @param place what messages call the wish's declaration
   * @throws MayflyException if it can't be opened
   */
  SlicePool<?> of(RunningContainer container, ContainerHandle handle, Slice wish, String place) {
    Lazy<SlicePool<?>> pool =
        byContainer.computeIfAbsent(
            container.id(), id -> new Lazy<>(() -> open(container, (Sliced<?>) handle)));
    try {
      return pool.get();
    } catch (RuntimeException e) {
      byContainer.remove(container.id(), pool); // who asks next may have better luck
      throw SlicePool.failed(container, wish, place, e);
    }
  }

  private <S extends Slice> SlicePool<S> open(RunningContainer container, Sliced<S> handle) {
    int ahead = session.get().settings().slicesAhead();
    SliceMaker<S> maker = handle.slices(container, session.get().sessionId());
    return new SlicePool<>(container, maker, ahead, threads);
  }

  /** A container is to be removed. */
  void close(RunningContainer container) {
    Lazy<SlicePool<?>> pool = byContainer.remove(container.id());
    if (pool != null) {
      pool.ifMade().ifPresent(SlicePool::close);
    }
  }

  @Override
  public void close() {
    byContainer.values().forEach(pool -> pool.ifMade().ifPresent(SlicePool::close));
    byContainer.clear();
  }
}
