package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Session.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The third layer of the cleanup guarantee: each session removes what dead ones left, which covers
 * a machine that lost power and an engine that was killed.
 *
 * <p>Dead is only a session whose owner ran on this machine, in this process namespace, and is
 * gone; a build's session is dead once all its JVMs are and its linger time is over. What a session
 * kept for a look is left alone until its time is over, and a minute more, which is the reaper's.
 */
final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.sweep");

  private static final Duration REAPERS_TIME = Duration.ofMinutes(1);

  private final ContainerEngine engine;

  Sweep(ContainerEngine engine) {
    this.engine = engine;
  }

  /** Removes what can be removed; the next session tries the rest again. */
  void run() {
    for (Kind kind : Kind.values()) {
      try {
        List<EngineResource> orphans =
            engine.list(kind, Session.SESSION_LABEL, null).stream()
                .filter(Sweep::isOrphan)
                .toList();
        Set<String> kept = orphans.isEmpty() ? Set.of() : keptSessions();
        orphans.stream()
            .filter(
                orphan -> !kept.contains(orphan.labels().getOrDefault(Session.SESSION_LABEL, "")))
            .sorted(Comparator.comparing(Sweep::isReaper))
            .forEach(this::remove);
      } catch (EngineException e) {
        LOG.debug("Can't list {} to sweep", kind, e);
      }
    }
  }

  /**
   * The sessions of which something is kept for a look. They are asked for after it is known who is
   * dead: a session says at its end that it keeps something.
   */
  private Set<String> keptSessions() {
    Instant reaped = Instant.now().minus(REAPERS_TIME);
    return engine.list(Kind.VOLUME, Session.KEPT_LABEL, null).stream()
        .filter(volume -> keptUntil(volume) > reaped.toEpochMilli())
        .map(volume -> volume.labels().getOrDefault(Session.SESSION_LABEL, ""))
        .collect(Collectors.toSet());
  }

  private static long keptUntil(EngineResource volume) {
    try {
      return Long.parseLong(volume.labels().getOrDefault(Session.KEPT_LABEL, ""));
    } catch (NumberFormatException e) {
      return 0; // nobody of ours wrote that
    }
  }

  private static boolean isOrphan(EngineResource resource) {
    String owner = resource.labels().getOrDefault(Session.OWNER_LABEL, "");
    return Owner.parse(owner).isDead() || BuildOwner.isDead(owner);
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
