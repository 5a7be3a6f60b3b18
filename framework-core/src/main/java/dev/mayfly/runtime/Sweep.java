package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The third layer of the cleanup guarantee: each session removes what dead ones left, which covers
 * a machine that lost power and an engine that was killed.
 *
 * <p>Whether the owner of a session lives is known where it can be seen: on its own machine, in its
 * process namespace; a build's session is dead once all its JVMs are and its linger time is over.
 * From elsewhere a session is dead if it is {@linkplain AbandonedSessions abandoned}. What a
 * session kept for a look is left alone until its time is over, and a minute more, which is the
 * reaper's.
 */
final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.sweep");

  private static final Duration REAPERS_TIME = Duration.ofMinutes(1);

  private final ContainerEngine engine;
  private final AbandonedSessions abandoned;

  Sweep(ContainerEngine engine) {
    this.engine = engine;
    this.abandoned = new AbandonedSessions(engine);
  }

  /** Removes what can be removed; the next session tries the rest again. */
  void run() {
    try {
      Map<String, List<EngineResource>> dead = bySession(engine);
      dead.values().removeIf(resources -> !isDead(resources));
      if (!dead.isEmpty()) {
        dead.keySet().removeAll(keptSessions());
        dead.values().forEach(this::remove);
      }
    } catch (EngineException e) {
      LOG.debug("Can't list all that is to be swept", e);
    }
  }

  /**
   * All that carries a session's label, by the sessions' sorted ids, in the order in which it can
   * be removed.
   */
  static SortedMap<String, List<EngineResource>> bySession(ContainerEngine engine) {
    List<EngineResource> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.addAll(engine.list(kind, Session.SESSION_LABEL, null));
    }
    return all.stream()
        .filter(resource -> !sessionOf(resource).isEmpty()) // a snapshot is of none
        .collect(Collectors.groupingBy(Sweep::sessionOf, TreeMap::new, Collectors.toList()));
  }

  private boolean isDead(List<EngineResource> session) {
    Set<String> owners =
        session.stream()
            .map(resource -> resource.labels().getOrDefault(Session.OWNER_LABEL, ""))
            .collect(Collectors.toSet());
    return owners.stream().anyMatch(Sweep::isSeen)
        ? owners.stream().anyMatch(Sweep::isSeenDead)
        : abandoned.has(sessionOf(session.get(0)), session);
  }

  /** Whether it can be seen from here if the owner lives. */
  static boolean isSeen(String owner) {
    return Session.Owner.parse(owner).isHere() || BuildOwner.isHere(owner);
  }

  /** Whether it can be seen from here that the owner is dead. */
  static boolean isSeenDead(String owner) {
    return Session.Owner.parse(owner).isDead() || BuildOwner.isDead(owner);
  }

  /**
   * The sessions of which something is kept for a look. They are asked for after it is known who is
   * dead: a session says at its end that it keeps something.
   */
  private Set<String> keptSessions() {
    Instant reaped = engine.info().time().minus(REAPERS_TIME);
    return engine.list(Kind.VOLUME, Session.KEPT_LABEL, null).stream()
        .filter(volume -> keptUntil(volume) > reaped.toEpochMilli())
        .map(Sweep::sessionOf)
        .collect(Collectors.toSet());
  }

  /** Until when something is kept, in milliseconds of the epoch; 0 if that can't be read. */
  static long keptUntil(EngineResource volume) {
    try {
      return Long.parseLong(volume.labels().getOrDefault(Session.KEPT_LABEL, ""));
    } catch (NumberFormatException e) {
      return 0; // nobody of ours wrote that
    }
  }

  private static String sessionOf(EngineResource resource) {
    return resource.labels().getOrDefault(Session.SESSION_LABEL, "");
  }

  /**
   * Removes all of a session. Its reaper goes when all else is gone: it goes on where this sweep is
   * cut short or comes too early, as for a network that still serves another session's container.
   */
  private void remove(List<EngineResource> session) {
    boolean finished = true;
    for (EngineResource resource : session) {
      finished &= Session.isReaper(resource) || isRemoved(resource);
    }
    if (finished) {
      session.stream().filter(Session::isReaper).forEach(this::isRemoved);
    }
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
