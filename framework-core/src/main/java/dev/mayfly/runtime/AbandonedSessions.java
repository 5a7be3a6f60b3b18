package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which sessions nobody looks after any more, where their JVMs can't be seen: those of other
 * machines and containers, and what carries a session's label without an owner's.
 *
 * <p>A session lives while its reaper runs. One that has begun some minutes ago and has none is
 * suspected, by a volume of a certain name, and is abandoned if it has none some minutes later
 * either; a reaper that is lost is replaced sooner. A session that never had one, or has lost it
 * for good, says so by a label and is nobody's business but that of its own machine. All times are
 * the engine's, since machines' clocks differ.
 */
final class AbandonedSessions {

  /** How long nobody may be seen to look after a session, twice. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.sweep");
  private static final Set<Status> ALIVE = Set.of(Status.RUNNING, Status.PAUSED, Status.RESTARTING);

  private final ContainerEngine engine;

  AbandonedSessions(ContainerEngine engine) {
    this.engine = engine;
  }

  /** The name of the volume by which a session is suspected. */
  static String suspicion(Session session) {
    return session.markName("suspected");
  }

  /**
   * Whether a session is abandoned; suspects it if that can't be said yet.
   *
   * @param id the session's
   * @param resources all that the engine has of it
   */
  boolean has(String id, List<EngineResource> resources) {
    Instant since = engine.info().time().minus(PATIENCE);
    boolean isOld = resources.stream().anyMatch(resource -> isBefore(resource, since));
    if (!isOld || isUnwatched(resources) || hasReaper(resources)) {
      return false;
    }
    String name = suspicion(new Session(id, "", true));
    Optional<EngineResource> suspected =
        resources.stream()
            .filter(resource -> resource.kind() == Kind.VOLUME && resource.name().equals(name))
            .findFirst();
    if (suspected.isEmpty()) {
      LOG.debug("Session {} has no reaper; the next sweeps look again", id);
      engine.createVolume(name, Map.of(Session.SESSION_LABEL, id));
    }
    return suspected.filter(volume -> isBefore(volume, since)).isPresent();
  }

  private static boolean isBefore(EngineResource resource, Instant time) {
    Instant created = resource.created();
    return created != null && created.isBefore(time);
  }

  private static boolean isUnwatched(List<EngineResource> resources) {
    return resources.stream()
        .anyMatch(resource -> resource.labels().containsKey(Session.UNWATCHED_LABEL));
  }

  /** Whether a reaper of a session runs that has all this. */
  boolean hasReaper(List<EngineResource> resources) {
    return resources.stream().filter(Session::isReaper).anyMatch(this::isAlive);
  }

  private boolean isAlive(EngineResource reaper) {
    try {
      return ALIVE.contains(engine.inspectContainer(reaper.id()).status());
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }
}
