package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.process.ProcessLock;
import dev.mayfly.runtime.CanonicalForm.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This JVM's part in the session of its build: what containers are started with there, and who
 * looks after them when this JVM is gone.
 */
final class BuildSession {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");

  /** Between the linger time's end and the reaping, for who has joined at the last moment. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration NETWORK_WORK = Duration.ofSeconds(30);

  private final SessionParts parts;
  private final @Nullable Reuse reuse;
  private final BuildRegistry registry;
  private final BuildRegistry.Joined joined;
  private final Session session;
  private final Guard guard;
  private final Cleanup cleanup;
  private final EventWatch events;
  private final Networks networks;
  private final KeptContainers kept;
  private final Launch launch;
  private final StartSequence sequence;
  private final Map<String, StartedContainer> startedHere = new ConcurrentHashMap<>();
  private final AtomicBoolean left = new AtomicBoolean();

  private BuildSession(
      SessionParts parts, BuildPlace place, BuildRegistry.Joined joined, @Nullable Reuse reuse) {
    ContainerEngine engine = parts.engine();
    Settings settings = parts.settings();
    this.parts = parts;
    this.reuse = reuse;
    this.registry = new BuildRegistry(place.directory());
    this.joined = joined;
    String owner = BuildOwner.here(joined.id(), place.directory()).toString();
    this.session = new Session(joined.id(), owner, settings.reaperEnabled());
    Duration grace = joined.linger().plus(MARGIN);
    this.guard =
        reuse == null
            ? Guard.ofBuild(engine, session, settings, grace, place.directory())
            : Guard.ofReusedBuild(engine, session, settings, grace, place.directory());
    this.cleanup = new Cleanup(engine, session, parts.executor(), () -> {}, guard::awaitWatch);
    this.events = new EventWatch(engine, session);
    this.networks =
        new Networks(
            engine,
            session,
            cleanup,
            settings.sessionNetwork(),
            name -> turn(name, "makes network " + name, NETWORK_WORK));
    this.kept = KeptContainers.none(engine, session, networks, settings);
    this.launch = new Launch(parts, events);
    this.sequence = new StartSequence(parts, session, launch, cleanup, networks, kept);
  }

  /**
   * Joins the session of this JVM's build, or begins it.
   *
   * @throws MayflyException if the build's JVMs can't meet on this machine; the message says why
   */
  static BuildSession join(SessionParts parts) {
    Settings settings = parts.settings();
    Reuse reuse = Reuse.of(settings, System.getenv("CI")).orElse(null);
    BuildPlace place = BuildPlace.of(settings, parts.engine().address(), version(), reuse != null);
    BuildRegistry registry = new BuildRegistry(place.directory());
    Duration linger = reuse == null ? settings.buildLinger() : reuse.time();
    BuildRegistry.Joined joined = registry.join(place, linger);
    LOG.debug("In session {} of build {}, {}", joined.id(), place.name(), place.directory());
    BuildSession session = new BuildSession(parts, place, joined, reuse);
    session.guard.start();
    session.beginWithinBounds();
    EndedBuilds.forgetBeside(place.directory());
    return session;
  }

  /** As the jar says; classes that no jar was made of have none. */
  private static String version() {
    String version = BuildSession.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  Session session() {
    return session;
  }

  KeptContainers kept() {
    return kept;
  }

  StartSequence sequence() {
    return sequence;
  }

  Launch launch() {
    return launch;
  }

  BuildRegistry registry() {
    return registry;
  }

  /** The run that this JVM takes part in. */
  String run() {
    return joined.run();
  }

  /** Whether what is there stays for the next run. */
  boolean isReused() {
    return reuse != null;
  }

  /** By what the container for a description is found. */
  Identity identity(StartRequest request) {
    ContainerSpec spec = request.spec();
    List<Part> all = new ArrayList<>(CanonicalForm.of(spec, request.place(), parts.engine()));
    if (spec.image() instanceof ImageName) {
      all.add(new Part("image id", sequence.image(spec).state().id()));
    }
    all.add(new Part("mayfly.host", parts.settings().get("mayfly.host").orElse("")));
    new TreeMap<>(request.needs()).forEach((name, id) -> all.add(new Part("need " + name, id)));
    return Identity.of(all);
  }

  /** What of a description is told and written down; no secret that this JVM knows of is. */
  Fingerprint fingerprint(Identity identity, StartRequest request) {
    return Fingerprint.of(identity, request.spec(), parts.journal().secrets().now(), session.id());
  }

  /** The networks that a container has to be in, by the engine's ids, with its names there. */
  List<Endpoint> endpoints(StartRequest request, List<String> names) {
    return networks.endpoints(request.spec(), names);
  }

  /** A container was started by this JVM. */
  void startedHere(String key, StartedContainer container) {
    startedHere.put(key, container);
  }

  /**
   * The container of a key is gone: what it had of this machine, as ports, is free for the next.
   */
  void forget(String key) {
    Optional.ofNullable(startedHere.remove(key)).ifPresent(StartedContainer::giveBack);
  }

  /** The lock under which one container or network is started or made. */
  ProcessLock turn(String key, String work, Duration limit) {
    return registry.folder().lock(key, work, limit);
  }

  /** The names on the build's network. */
  BuildNames names() {
    return new BuildNames(registry.folder(), run(), this::hasContainer);
  }

  private boolean hasContainer(String key) {
    return parts.engine().list(Kind.CONTAINER, BuildTurn.KEY_LABEL, key).stream()
        .anyMatch(one -> session.id().equals(one.labels().get(Session.SESSION_LABEL)));
  }

  /** Whether other JVMs, or other sessions of this one, take part in the build now. */
  boolean isShared() {
    return registry.isSharedWithout(joined.lease());
  }

  /** Whether a container was marked in this session. */
  boolean isOf(ReadyMark mark) {
    return mark.session().equals(session.id());
  }

  /**
   * Whether a container was last used by another run, which is over, and stayed to be reused. What
   * only lingers between two JVMs of one build was not left by anybody.
   */
  boolean isOfEarlierRun(ReadyMark mark) {
    return reuse != null && !mark.run().equals(joined.run());
  }

  /** Writes down of a container that stays for the next run when it was used, and what it takes. */
  void usedUntilNow(String key, String containerId) {
    if (reuse == null) {
      return;
    }
    try {
      long bytes = parts.engine().stats(containerId).memoryBytes();
      turn(key, "gives back " + containerId, NETWORK_WORK)
          .holding(
              () -> {
                registry
                    .folder()
                    .ready(key)
                    .filter(mark -> mark.id().equals(containerId))
                    .ifPresent(
                        mark -> registry.folder().ready(key, mark.used(run()).memory(bytes)));
                return null;
              });
    } catch (MayflyException e) {
      LOG.debug("What {} takes is not known", containerId, e);
    }
  }

  /**
   * Leaves the session; the last JVM to leave removes everything, unless somebody does it after the
   * linger time. Leaving twice does nothing.
   *
   * @return what could not be removed, in words
   */
  List<String> leave() {
    if (!left.compareAndSet(false, true)) {
      return List.of();
    }
    List<String> failures = new ArrayList<>();
    boolean removed = false;
    try {
      boolean lingers =
          !joined.linger().isZero() && (reuse == null ? guard.isThere() : isWatched());
      removed = registry.leave(joined, lingers, () -> failures.addAll(removeAll()));
    } catch (MayflyException e) {
      failures.add("can't leave the build in an orderly way: " + e.getMessage());
    } finally {
      events.close();
      if (removed) {
        guard.close(failures.isEmpty());
        sweep();
      } else {
        guard.leave();
        keepWithinBounds();
      }
    }
    return failures;
  }

  /** As of JVMs that were killed; beside what this one does. */
  private void beginWithinBounds() {
    if (reuse == null) {
      return;
    }
    try {
      parts.executor().execute(this::keepWithinBounds);
    } catch (RejectedExecutionException e) {
      LOG.debug("This JVM's session is closed already: it looks after the bounds as it leaves", e);
    }
  }

  private void keepWithinBounds() {
    if (reuse != null) {
      new IdleBounds(parts.engine(), reuse).keep();
    }
  }

  /**
   * Whether a container does it that lasts as long; a process for each run would be one too many.
   */
  private boolean isWatched() {
    boolean isWatched = guard.hasReaper();
    if (!isWatched && !isShared()) {
      LOG.info("Nothing stays for the next run: no reaper runs on this engine.");
    }
    return isWatched;
  }

  /** Networks of JVMs that were killed could not be removed as long as a container was in them. */
  private void sweep() {
    if (parts.settings().sweepEnabled()) {
      new Sweep(parts.engine()).run();
    }
  }

  private List<String> removeAll() {
    cleanup.makingAnything();
    return cleanup.removeAll(nothing -> false);
  }
}
