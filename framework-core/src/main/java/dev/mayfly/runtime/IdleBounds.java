package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounds of what a user's builds have left on an engine for their next runs: beyond them, what
 * was used longest ago goes first.
 */
record IdleBounds(ContainerEngine engine, Reuse reuse) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");

  /**
   * One that is left.
   *
   * @param mark as it was when it was looked at
   */
  private record Left(EngineResource resource, IdleContainer container, ReadyMark mark) {}

  /** Removes what is beyond the bounds; what can't be removed now is left to the next run. */
  void keep() {
    try {
      List<Left> left = new ArrayList<>(idle());
      left.sort(Comparator.comparingLong(one -> one.mark().used()));
      long bytes = (long) (engine.info().memoryBytes() * reuse.memory());
      long taken = left.stream().mapToLong(one -> one.mark().memory()).sum();
      int count = left.size();
      for (Left one : left) {
        String why = tooMuch(one.mark(), count, taken > bytes);
        if (!why.isEmpty()) {
          remove(one, why);
          count--;
          taken -= one.mark().memory();
        }
      }
    } catch (MayflyException e) {
      LOG.debug("What is left for next runs is not counted", e);
    }
  }

  /** Why one can't stay, since there are so many; empty if it can. */
  private String tooMuch(ReadyMark mark, int count, boolean isOverMemory) {
    if (mark.used() < System.currentTimeMillis() - reuse.time().toMillis()) {
      return "it was last used longer ago than mayfly.reuse.for";
    }
    if (count > reuse.most()) {
      return "more than " + reuse.most() + " are (mayfly.reuse.most)";
    }
    return isOverMemory && mark.memory() > 0
        ? "together they take more memory than they may (mayfly.reuse.memory)"
        : "";
  }

  private List<Left> idle() {
    return engine.list(Kind.CONTAINER, BuildTurn.KEY_LABEL, null).stream()
        .flatMap(resource -> idle(resource).stream())
        .toList();
  }

  /** What can't be seen, as of another user, does not count, and hinders none of the others. */
  private Optional<Left> idle(EngineResource resource) {
    String key = resource.labels().getOrDefault(BuildTurn.KEY_LABEL, "");
    try {
      return BuildOwner.here(resource.labels().getOrDefault(Session.OWNER_LABEL, ""))
          .map(owner -> new BuildRegistry(owner.directory()))
          .filter(BuildRegistry::isReused)
          .flatMap(registry -> idle(resource, new IdleContainer(engine, registry, key)));
    } catch (MayflyException e) {
      LOG.debug("{} is not counted", resource.name(), e);
      return Optional.empty();
    }
  }

  private static Optional<Left> idle(EngineResource resource, IdleContainer container) {
    BuildRegistry registry = container.registry();
    Optional<ReadyMark> ready =
        registry.folder().ready(container.key()).filter(mark -> mark.id().equals(resource.id()));
    if (ready.isEmpty() && registry.isOf(resource)) {
      removeHalf(resource, container);
    }
    return ready.filter(registry::isIdle).map(mark -> new Left(resource, container, mark));
  }

  /** A JVM that was killed started it; nobody else asks for it if its description has changed. */
  private static void removeHalf(EngineResource resource, IdleContainer container) {
    if (container.removeHalf(resource.id())) {
      LOG.info("Removed {}, which never was ready", resource.name());
    }
  }

  private void remove(Left one, String why) {
    try {
      if (one.container().removeIf(mark -> mark.used() == one.mark().used())) {
        LOG.info("Removed {}, which was left for a next run: {}", one.resource().name(), why);
      }
    } catch (MayflyException e) {
      LOG.debug("{} stays for now", one.resource().name(), e);
    }
  }
}
