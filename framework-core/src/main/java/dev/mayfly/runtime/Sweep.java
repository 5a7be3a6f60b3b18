package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Session.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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

  /**
   * Removes what can be removed; the next session tries the rest again. A reaper is removed when
   * all else of its session is gone: it goes on where this sweep is cut short or comes too early,
   * as for a network that still serves a container of another session.
   */
  void run() {
    Set<String> unfinished = new HashSet<>();
    List<EngineResource> reapers = new ArrayList<>();
    try {
      for (Kind kind : Kind.values()) {
        for (EngineResource orphan : orphans(kind)) {
          if (Session.isReaper(orphan)) {
            reapers.add(orphan);
          } else if (!isRemoved(orphan)) {
            unfinished.add(sessionOf(orphan));
          }
        }
      }
    } catch (EngineException e) {
      LOG.debug("Can't list all that is to be swept", e);
      return;
    }
    reapers.stream()
        .filter(reaper -> !unfinished.contains(sessionOf(reaper)))
        .forEach(this::isRemoved);
  }

  private List<EngineResource> orphans(Kind kind) {
    List<EngineResource> dead =
        engine.list(kind, Session.SESSION_LABEL, null).stream().filter(Sweep::isOrphan).toList();
    Set<String> kept = dead.isEmpty() ? Set.of() : keptSessions();
    return dead.stream().filter(orphan -> !kept.contains(sessionOf(orphan))).toList();
  }

  /**
   * The sessions of which something is kept for a look. They are asked for after it is known who is
   * dead: a session says at its end that it keeps something.
   */
  private Set<String> keptSessions() {
    Instant reaped = Instant.now().minus(REAPERS_TIME);
    return engine.list(Kind.VOLUME, Session.KEPT_LABEL, null).stream()
        .filter(volume -> keptUntil(volume) > reaped.toEpochMilli())
        .map(Sweep::sessionOf)
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

  private static String sessionOf(EngineResource resource) {
    return resource.labels().getOrDefault(Session.SESSION_LABEL, "");
  }

  private boolean isRemoved(EngineResource resource) {
    try {
      engine.remove(resource.kind(), resource.id());
      LOG.info("Removed {} {}, left by a dead session", resource.kind(), resource.name());
      return true;
    } catch (EngineException e) {
      LOG.debug("Can't remove {}", resource, e);
      return false;
    }
  }
}
