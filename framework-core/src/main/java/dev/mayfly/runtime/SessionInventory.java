package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.KnownSession.Life;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sessions have on an engine, those of other JVMs and machines among them, for people and
 * tools that look after one. It starts no session of its own and changes nothing unless it is told
 * to. Thread-safe.
 */
public final class SessionInventory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");

  private final ContainerEngine engine;

  private SessionInventory(ContainerEngine engine) {
    this.engine = engine;
  }

  /**
   * Of the engine that these settings lead to.
   *
   * @throws dev.mayfly.DeclarationException if a setting can't be used
   * @throws dev.mayfly.EngineNotFoundException if none answers; the message lists what was tried
   */
  public static SessionInventory open(Settings settings) {
    return on(Engines.open(settings));
  }

  /**
   * Of an engine that the settings have a name for.
   *
   * @param engine one of {@link Settings#engineNames}, or empty for the usual one
   * @throws dev.mayfly.DeclarationException if a setting can't be used
   * @throws dev.mayfly.EngineNotFoundException if it does not answer
   */
  public static SessionInventory open(Settings settings, String engine) {
    return on(Engines.open(settings, engine));
  }

  /** Of an engine, which is closed with it. */
  public static SessionInventory on(ContainerEngine engine) {
    return new SessionInventory(engine);
  }

  /** The engine, to ask for more of what is listed. */
  public ContainerEngine engine() {
    return engine;
  }

  /**
   * All sessions that have something there, sorted by their ids.
   *
   * @throws EngineException if the engine does not answer
   */
  public List<KnownSession> sessions() {
    return Sweep.bySession(engine).entrySet().stream()
        .map(one -> known(one.getKey(), one.getValue()))
        .toList();
  }

  /** What it keeps is asked once it is known to be dead: a session says so at its end. */
  private KnownSession known(String id, List<EngineResource> resources) {
    String owner = ownerLabel(resources);
    Optional<Instant> idleUntil = BuildOwner.idleUntil(owner);
    if (idleUntil.isPresent()) {
      return new KnownSession(id, Life.IDLE, OwnerWords.of(owner), idleUntil.get(), resources);
    }
    boolean isDead = Sweep.isSeenDead(owner);
    boolean isLive = Sweep.isSeen(owner) && !isDead;
    Instant keptUntil =
        keptUntil(isLive ? resources : engine.list(Kind.VOLUME, Session.SESSION_LABEL, id));
    Life life = isLive ? Life.LIVE : life(isDead, resources, keptUntil);
    return new KnownSession(id, life, OwnerWords.of(owner), keptUntil, resources);
  }

  private static String ownerLabel(List<EngineResource> resources) {
    return resources.stream()
        .map(resource -> resource.labels().getOrDefault(Session.OWNER_LABEL, ""))
        .max(Comparator.naturalOrder())
        .orElse("");
  }

  /** Of a session whose process is not seen to run. */
  private Life life(boolean isDead, List<EngineResource> resources, @Nullable Instant keptUntil) {
    if (keptUntil != null && keptUntil.isAfter(engine.info().time())) {
      return Life.KEPT;
    }
    if (isDead) {
      return Life.DEAD;
    }
    return new AbandonedSessions(engine).hasReaper(resources) ? Life.LIVE : Life.UNKNOWN;
  }

  private static @Nullable Instant keptUntil(List<EngineResource> resources) {
    OptionalLong last =
        resources.stream()
            .filter(resource -> resource.labels().containsKey(Session.KEPT_LABEL))
            .mapToLong(Sweep::keptUntil)
            .max();
    return last.isEmpty() ? null : Instant.ofEpochMilli(last.getAsLong());
  }

  /** Whether something is the container of a session's reaper, and none of the user's. */
  public static boolean isReaper(EngineResource resource) {
    return Session.isReaper(resource);
  }

  /** What a container is to the test that declared it, such as {@code OrdersTests.database}. */
  public static String place(EngineResource resource) {
    return resource.labels().getOrDefault(Session.PLACE_LABEL, "");
  }

  /**
   * Removes all of a session, whether it lives or not; its reaper last, and only if nothing is
   * left. Of one that was listed as waiting for a next run nothing is removed if such a run has
   * begun meanwhile.
   *
   * @return what is left, with the engine's words for each; empty if nothing is
   */
  public Map<EngineResource, String> remove(KnownSession session) {
    Map<EngineResource, String> left = new LinkedHashMap<>();
    if (session.life() == Life.IDLE && !isRetired(session)) {
      session.resources().forEach(resource -> left.put(resource, "a run uses it now"));
      return left;
    }
    List<EngineResource> reapersLast =
        session.resources().stream()
            .sorted(Comparator.comparing(Session::isReaper).thenComparing(EngineResource::kind))
            .toList();
    for (EngineResource resource : reapersLast) {
      if (Session.isReaper(resource) && !left.isEmpty()) {
        continue; // it goes on with what is left
      }
      try {
        engine.remove(resource.kind(), resource.id());
      } catch (EngineException e) {
        left.put(resource, String.valueOf(e.getMessage()));
      }
    }
    return left;
  }

  private static boolean isRetired(KnownSession session) {
    try {
      return BuildOwner.retire(ownerLabel(session.resources()));
    } catch (MayflyException e) {
      LOG.warn("What session {} has is left: {}", session.id(), e.getMessage());
      return false;
    }
  }

  /** Closes the engine. */
  @Override
  public void close() {
    engine.close();
  }
}
