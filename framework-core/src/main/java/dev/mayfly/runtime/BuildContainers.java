package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.MayflyException;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.report.Journal;
import dev.mayfly.report.Life;
import dev.mayfly.runtime.StartedContainer.Parting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One container for all JVMs of a build that ask for the same.
 *
 * <p>Whoever comes first starts it under the container's lock, and marks it when it is ready. The
 * others wait for the lock, find the mark, look whether what it says still holds, and use it.
 * Thread-safe.
 */
final class BuildContainers {

  /** On each container of a build: what equal ones have in common. */
  static final String KEY_LABEL = "dev.mayfly.build.key";

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");
  private static final Duration ENGINE_WORK = Duration.ofSeconds(30);

  /** Nothing limits how long an engine builds an image; whoever waits for it gives up then. */
  private static final Duration IMAGE_BUILD = Duration.ofHours(1);

  private static final String READY = ".ready";
  private static final String FAILED = ".failed";

  private final SessionParts parts;
  private final ContainerEngine engine;
  private final Journal journal;
  private final Cleanup cleanup;
  private final Networks networks;
  private final NetworkMemberships memberships;
  private final Memoizer<String, BuildSession> joined = new Memoizer<>();
  private final Set<StartedContainer> leases = ConcurrentHashMap.newKeySet();
  private final Map<String, StartedContainer> startedHere = new ConcurrentHashMap<>();
  private volatile @Nullable BuildSession session;
  private volatile boolean closed;

  /**
   * For a session of this JVM.
   *
   * @param cleanup the session's own, as are the networks
   */
  BuildContainers(SessionParts parts, Cleanup cleanup, Networks networks) {
    this.parts = parts;
    this.engine = parts.engine();
    this.journal = parts.journal();
    this.cleanup = cleanup;
    this.networks = networks;
    this.memberships = new NetworkMemberships(engine, networks);
  }

  /**
   * The build's container for a description, started if there is none.
   *
   * @param network of this session, which it joins unless it names others
   * @throws dev.mayfly.DeclarationException if the description can't be compared across JVMs
   * @throws ContainerStartException if it does not come to be ready
   */
  StartedContainer lease(StartRequest request, NetworkSpec network) {
    Declared.check(request.spec());
    CanonicalForm.check(request.spec(), request.place());
    BuildSession build = joined.get("", this::join);
    refuseWhenClosed();
    String key = build.key(request);
    Instant asked = Instant.now();
    return build
        .turn(key, "starts " + request.place(), longestTurn(build, request.spec()))
        .holding(() -> take(build, key, request, network, asked));
  }

  /** How long another may be at it: it finds one that is not ready, and starts another. */
  private static Duration longestTurn(BuildSession build, ContainerSpec spec) {
    Duration starts = build.launch().timeout(spec).multipliedBy(2).plus(ENGINE_WORK);
    return spec.image() instanceof ImageBuild ? starts.plus(IMAGE_BUILD) : starts;
  }

  private StartedContainer take(
      BuildSession build, String key, StartRequest request, NetworkSpec network, Instant asked) {
    StartedContainer container = get(build, key, request, asked);
    ContainerSpec spec = request.spec();
    boolean here = network.equals(NetworkSpec.session()) || !spec.networks().isEmpty();
    memberships.leased(container.id(), here ? spec : spec.network(network), request.aliases());
    leases.add(container);
    return container;
  }

  private BuildSession join() {
    refuseWhenClosed();
    BuildSession build = BuildSession.join(parts);
    session = build;
    if (closed) {
      build.leave();
    }
    return build;
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new MayflyException(
          "The session is closed: nothing can be leased in it any more. Containers.close() ran, or"
              + " the test run is over.");
    }
  }

  private StartedContainer get(
      BuildSession build, String key, StartRequest request, Instant asked) {
    Optional<EngineResource> found = find(build, key, request.spec());
    if (found.isPresent()) {
      return takeOver(build, key, found.get().id(), request);
    }
    Optional<RegistryEntry> failed = build.registry().entry(key + FAILED);
    if (failed.isPresent() && Instant.parse(failed.get().get("at")).isAfter(asked)) {
      throw failedElsewhere(failed.get(), request);
    }
    return start(build, key, request);
  }

  /** The container that was marked as ready, if it lives; all others of its kind are removed. */
  private Optional<EngineResource> find(BuildSession build, String key, ContainerSpec spec) {
    String marked =
        build
            .registry()
            .entry(key + READY)
            .filter(build::isOf)
            .map(entry -> entry.get("id"))
            .orElse("");
    Optional<EngineResource> ready = Optional.empty();
    for (EngineResource found : engine.list(Kind.CONTAINER, KEY_LABEL, key)) {
      if (build.session().id().equals(found.labels().get(Session.SESSION_LABEL))) {
        if (found.id().equals(marked) && isAlive(marked, spec)) {
          ready = Optional.of(found);
        } else {
          LOG.info("Removing {}, which never was ready or has died", found.name());
          engine.remove(Kind.CONTAINER, found.id());
        }
      }
    }
    return ready;
  }

  /** One whose work is to end is ready for good when it has ended. */
  private boolean isAlive(String id, ContainerSpec spec) {
    try {
      Status status = engine.inspectContainer(id).status();
      return status == Status.RUNNING
          || status == Status.PAUSED
          || (status == Status.EXITED && spec.readiness().characteristics().expectsExit());
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  private StartedContainer takeOver(
      BuildSession build, String key, String id, StartRequest request) {
    Life life = journal.begin(request.alias(), request.place(), request.spec());
    StartedContainer container = view(build, key, id, request, life);
    try {
      build.launch().takeOver(container, new Start(request, life));
      life.tell("shared with the build's other JVMs");
      return container;
    } catch (ContainerStartException e) {
      if (build.isShared()) {
        throw e;
      }
      LOG.info("Replacing {}, which is not ready any more: {}", id, e.getMessage());
      removeAfter(e, id);
      return start(build, key, request);
    }
  }

  private void removeAfter(ContainerStartException failure, String id) {
    try {
      engine.remove(Kind.CONTAINER, id);
    } catch (EngineException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  private StartedContainer start(BuildSession build, String key, StartRequest request) {
    requireNeeds(build, request);
    ContainerSpec spec = request.spec();
    String name = build.session().engineName(request.alias() + "-" + key.substring(0, 8));
    ContainerSpec named = spec.name() == null ? spec.name(name) : spec;
    List<String> names = build.names(key, request.aliases());
    Optional.ofNullable(startedHere.remove(key)).ifPresent(StartedContainer::giveBack); // is gone
    try {
      StartedContainer started =
          build
              .sequence()
              .start(
                  new StartRequest(
                      named, names, request.place(), Map.of(), Map.of(KEY_LABEL, key)));
      mark(build, key, started, request);
      startedHere.put(key, started);
      StartedContainer view = view(build, key, started.id(), request, started.life());
      build.launch().follow(view);
      return view;
    } catch (ContainerStartException e) {
      if (!closed && !Thread.currentThread().isInterrupted()) {
        build.registry().write(key + FAILED, failure(e)); // its own failure, not this JVM's end
      }
      releaseNames(build, key, request, e);
      throw e;
    }
  }

  private static void releaseNames(
      BuildSession build, String key, StartRequest request, ContainerStartException failure) {
    try {
      build.releaseNames(key, request.aliases());
    } catch (MayflyException e) {
      failure.addSuppressed(e);
    }
  }

  /** What it depends on has to be found under its name also by who was not there before. */
  private static void requireNeeds(BuildSession build, StartRequest request) {
    for (Map.Entry<String, String> need : request.needs().entrySet()) {
      boolean found =
          build
              .owner(need.getKey())
              .flatMap(key -> build.registry().entry(key + READY))
              .filter(entry -> entry.get("id").equals(need.getValue()))
              .isPresent();
      if (!found) {
        throw new DeclarationException(
            request.place()
                + " depends on \""
                + need.getKey()
                + "\", but for the build that is the name of another container, which asked for it"
                + " first. Give one of the two another name, or a narrower scope.");
      }
    }
  }

  /** A container that nobody could be told of is not left. */
  private static void mark(
      BuildSession build, String key, StartedContainer started, StartRequest request) {
    try {
      build.registry().write(key + READY, build.ready(started.id(), request));
    } catch (MayflyException e) {
      try {
        started.close();
      } catch (MayflyException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private static RegistryEntry failure(ContainerStartException e) {
    return new RegistryEntry(Map.of())
        .with("at", Instant.now())
        .with("process", ProcessHandle.current().pid())
        .with("phase", e.phase())
        .with("message", String.valueOf(e.getMessage()));
  }

  /** Who waited for a start that failed does not try the same again. */
  private ContainerStartException failedElsewhere(RegistryEntry failed, StartRequest request) {
    String message =
        request.place()
            + ": the build's container did not start in process "
            + failed.get("process")
            + ", for which this one waited: "
            + failed.get("message");
    journal.begin(request.alias(), request.place(), request.spec()).failed(message, List.of());
    return new ContainerStartException(
        message, ContainerStartException.Phase.valueOf(failed.get("phase")), null, List.of(), null);
  }

  private StartedContainer view(
      BuildSession build, String key, String id, StartRequest request, Life life) {
    life.outlivesSession("left to the build's other JVMs, the last of which removes it");
    return new StartedContainer(
        id,
        request,
        engine,
        build.launch().hooks(),
        build.launch()::again,
        cleanup,
        networks,
        build.kept(),
        life,
        new Parting(() -> {}, "given back", () -> giveBack(build, key, id), () -> {}),
        null);
  }

  private void giveBack(BuildSession build, String key, String id) {
    build
        .turn(key, "gives back " + id, ENGINE_WORK)
        .holding(
            () -> {
              memberships.givenBack(id);
              return null;
            });
  }

  /**
   * Gives everything back and leaves the build. Closing twice does nothing.
   *
   * @return what could not be removed, in words
   */
  List<String> close() {
    closed = true;
    BuildSession build = session;
    if (build == null) {
      return List.of();
    }
    for (StartedContainer lease : leases) {
      try {
        lease.close();
      } catch (MayflyException e) {
        LOG.warn("Can't give back {}", lease, e);
      }
    }
    return build.leave();
  }
}
