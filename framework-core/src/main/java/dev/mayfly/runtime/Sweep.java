package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Session.Owner;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The third layer of the cleanup guarantee: each session removes what dead ones left, which covers
 * a machine that lost power and an engine that was killed.
 *
 * <p>Dead is only a session whose owner ran on this machine, in this process namespace, and is
 * gone.
 */
final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.sweep");

  private final ContainerEngine engine;

  Sweep(ContainerEngine engine) {
    this.engine = engine;
  }

  /** Removes what can be removed; the next session tries the rest again. */
  void run() {
    for (Kind kind : Kind.values()) {
      try {
        engine.list(kind, Session.SESSION_LABEL, null).stream()
            .filter(Sweep::isOrphan)
            .sorted(Comparator.comparing(Sweep::isReaper))
            .forEach(this::remove);
      } catch (EngineException e) {
        LOG.debug("Can't list {} to sweep", kind, e);
      }
    }
  }

  private static boolean isOrphan(EngineResource resource) {
    String owner = resource.labels().getOrDefault(Session.OWNER_LABEL, "");
    return Owner.parse(owner).isDead();
  }

  /** Reapers go last: they are still of use to their session if this sweep is cut short. */
  private static boolean isReaper(EngineResource resource) {
    return resource.labels().containsKey(Session.REAPER_LABEL);
  }

  private void remove(EngineResource resource) {
    try {
      engine.remove(resource.kind(), resource.id());
      LOG.info("Removed {} {}, left by a dead session", resource.kind(), resource.name());
    } catch (EngineException e) {
      LOG.debug("Can't remove {}", resource, e);
    }
  }
}
