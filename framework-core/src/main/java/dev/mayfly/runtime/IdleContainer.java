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

  private static final Duration ENGINE_WORK = Duration.ofSeconds(30);

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
        .lock(key, "removes what an earlier run left", ENGINE_WORK)
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

  private ReadyMark remove(ReadyMark mark) {
    engine.remove(Kind.CONTAINER, mark.id());
    registry.folder().gone(key);
    new BuildNames(registry.folder()).release(key, mark.names());
    return mark;
  }
}
