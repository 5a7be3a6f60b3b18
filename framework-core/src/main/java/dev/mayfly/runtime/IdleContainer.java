package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A container that a build's earlier run left and that no run uses now.
 *
 * @param registry of its build
 * @param key by which it is found there
 */
record IdleContainer(ContainerEngine engine, BuildRegistry registry, String key) {

  /** Whoever holds its lock for longer uses it, or will. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Removes it while no run can take it, unless one has meanwhile.
   *
   * @param isToGo decides by what is told of it now
   * @return whether it was removed
   * @throws dev.mayfly.MayflyException if that can't be done
   */
  boolean removeIf(Predicate<ReadyMark> isToGo) {
    return registry
        .folder()
        .lock(key, "removes what an earlier run left", PATIENCE)
        .holding(
            () ->
                registry
                    .folder()
                    .ready(key)
                    .filter(registry::isIdle)
                    .filter(isToGo)
                    .map(this::remove)
                    .isPresent());
  }

  /**
   * Removes a container of its key that was never told to be ready, or in whose place another is:
   * as long as its lock can be taken, nobody starts it.
   *
   * @return whether it was removed
   * @throws dev.mayfly.MayflyException if that can't be done, or somebody has the lock
   */
  boolean removeHalf(String id) {
    return registry
        .folder()
        .lock(key, "removes what was never ready", Duration.ZERO)
        .holding(
            () -> {
              boolean isReady =
                  registry.folder().ready(key).filter(mark -> mark.id().equals(id)).isPresent();
              if (!isReady) {
                engine.remove(Kind.CONTAINER, id);
              }
              return !isReady;
            });
  }

  private ReadyMark remove(ReadyMark mark) {
    engine.remove(Kind.CONTAINER, mark.id());
    registry.folder().gone(key);
    new BuildNames(registry.folder(), mark.run(), owner -> true).release(key, mark.names());
    return mark;
  }
}
