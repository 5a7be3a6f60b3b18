package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.process.ProcessLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This JVM's part in the session of its build: what containers are started with there, and who
 * looks after them when this JVM is gone.
 */
final class BuildSession {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");

  /** Counts among what makes containers equal: raised when Mayfly makes them otherwise. */
  private static final String FORMAT = "1";

  /** Between the linger time's end and the reaping, for who has joined at the last moment. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration NETWORK_WORK = Duration.ofSeconds(30);

  private final SessionParts parts;
  private final BuildRegistry registry;
  private final BuildRegistry.Joined joined;
  private final Session session;
  private final Guard guard;
  private final Cleanup cleanup;
  private final EventWatch events;
  private final KeptContainers kept;
  private final Launch launch;
  private final StartSequence sequence;
  private final Map<String, StartedContainer> startedHere = new ConcurrentHashMap<>();
  private final AtomicBoolean left = new AtomicBoolean();

  private BuildSession(SessionParts parts, BuildPlace place, BuildRegistry.Joined joined) {
    ContainerEngine engine = parts.engine();
    Settings settings = parts.settings();
    this.parts = parts;
    this.registry = new BuildRegistry(place.directory());
    this.joined = joined;
    String owner = BuildOwner.here(joined.id(), place.directory()).toString();
    this.session = new Session(joined.id(), owner, settings.reaperEnabled());
    Duration grace = joined.linger().plus(MARGIN);
    this.guard = Guard.ofBuild(engine, session, settings, grace, place.directory());
    this.cleanup = new Cleanup(engine, session, parts.executor(), () -> {}, guard::awaitWatch);
    this.events = new EventWatch(engine, session);
    Networks networks =
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
    BuildPlace place = BuildPlace.of(parts.settings(), parts.engine().address(), version());
    BuildRegistry registry = new BuildRegistry(place.directory());
    BuildRegistry.Joined joined = registry.join(place, parts.settings().buildLinger());
    LOG.debug("In session {} of build {}, {}", joined.id(), place.name(), place.directory());
    BuildSession session = new BuildSession(parts, place, joined);
    session.guard.start();
    registry.forgetEndedBuilds();
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

  /** What equal containers have in common, in hexadecimal digits. */
  String key(StartRequest request) {
    ContainerSpec spec = request.spec();
    String description = CanonicalForm.of(spec, request.place(), parts.engine());
    String image = spec.image() instanceof ImageName ? sequence.image(spec).state().id() : "built";
    String host = parts.settings().get("mayfly.host").orElse("");
    String needs = new TreeMap<>(request.needs()).toString();
    return Digest.of(String.join("\n", FORMAT, description, image, host, needs)).substring(0, 32);
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
    return registry.lock(key, work, limit);
  }

  /**
   * The names that a container can have on the build's network: a name is that of the first
   * container that asks for it.
   */
  List<String> names(String key, List<String> wanted) {
    List<String> free = wanted.stream().filter(name -> claim(name, key)).toList();
    return free.isEmpty() && !wanted.isEmpty()
        ? List.of(wanted.get(0) + "-" + key.substring(0, 8))
        : free;
  }

  /** A container did not come to be: others may have its names. */
  void releaseNames(String key, List<String> wanted) {
    for (String name : wanted) {
      turn(nameFile(name), "gives back the name " + name, NETWORK_WORK)
          .holding(
              () -> {
                if (owner(name).filter(key::equals).isPresent()) {
                  registry.forget(nameFile(name));
                }
                return null;
              });
    }
  }

  /** The key of the container that has a name on the build's network. */
  Optional<String> owner(String name) {
    return registry.entry(nameFile(name)).map(entry -> entry.get("key"));
  }

  private static String nameFile(String name) {
    return "name-" + Digest.of(name).substring(0, 16);
  }

  private boolean claim(String name, String key) {
    return turn(nameFile(name), "claims the name " + name, NETWORK_WORK)
        .holding(
            () -> {
              String owner = owner(name).orElse(key);
              registry.write(nameFile(name), new RegistryEntry(Map.of("key", owner)));
              return owner.equals(key);
            });
  }

  /** What the build's other JVMs are told of a container that is ready. */
  RegistryEntry ready(String containerId, StartRequest request) {
    return new RegistryEntry(Map.of())
        .with("session", session.id())
        .with("id", containerId)
        .with("image", request.spec().image().describe())
        .with("place", request.place())
        .with("process", ProcessHandle.current().pid())
        .with("at", Instant.now());
  }

  /** Whether other JVMs, or other sessions of this one, take part in the build now. */
  boolean isShared() {
    return registry.isSharedWithout(joined.lease());
  }

  boolean isOf(RegistryEntry entry) {
    return entry.get("session").equals(session.id());
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
      boolean lingers = !joined.linger().isZero() && guard.isThere();
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
      }
    }
    return failures;
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
