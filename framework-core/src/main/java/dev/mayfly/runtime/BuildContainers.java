package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ImageBuild;
import dev.mayfly.MayflyException;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.report.Journal;
import dev.mayfly.report.Life;
import dev.mayfly.runtime.StartedContainer.Parting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");
  private static final Duration ENGINE_WORK = Duration.ofSeconds(30);

  /** Nothing limits how long an engine builds an image; whoever waits for it gives up then. */
  private static final Duration IMAGE_BUILD = Duration.ofHours(1);

  private final SessionParts parts;
  private final ContainerEngine engine;
  private final Journal journal;
  private final Cleanup cleanup;
  private final Networks networks;
  private final NetworkMemberships memberships;
  private final Memoizer<String, BuildSession> joined = new Memoizer<>();
  private final Set<StartedContainer> leases = ConcurrentHashMap.newKeySet();
  private final Map<String, String> used = new ConcurrentHashMap<>();
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
    Identity identity = build.identity(request);
    String notReused = new Predecessors(build, engine).replace(identity, request);
    Instant asked = Instant.now();
    return build
        .turn(identity.key(), "starts " + request.place(), longestTurn(build, request.spec()))
        .holding(() -> take(build, identity, request, network, asked, notReused));
  }

  /** How long another may be at it: it finds one that is not ready, and starts others. */
  private static Duration longestTurn(BuildSession build, ContainerSpec spec) {
    int attempts = spec.startAttempts();
    Duration waits = build.launch().timeout(spec).multipliedBy(1L + attempts);
    Duration starts = waits.plus(ENGINE_WORK.multipliedBy(attempts));
    return spec.image() instanceof ImageBuild ? starts.plus(IMAGE_BUILD) : starts;
  }

  private StartedContainer take(
      BuildSession build,
      Identity identity,
      StartRequest request,
      NetworkSpec network,
      Instant asked,
      String notReused) {
    String key = identity.key();
    StartedContainer container =
        new BuildTurn(
                build,
                engine,
                identity,
                request,
                () -> journal.begin(request.alias(), request.place(), request.spec()),
                (id, life) -> view(build, key, id, request, life))
            .take(asked, notReused, () -> closed);
    ContainerSpec spec = request.spec();
    boolean here = network.equals(NetworkSpec.session()) || !spec.networks().isEmpty();
    memberships.leased(container.id(), here ? spec : spec.network(network), request.aliases());
    leases.add(container);
    used.put(key, container.id());
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
      throw ClosedSession.refusal();
    }
  }

  private StartedContainer view(
      BuildSession build, String key, String id, StartRequest request, Life life) {
    life.outlivesSession(
        build.isReused()
            ? "left for the next run"
            : "left to the build's other JVMs, the last of which removes it");
    return new StartedContainer(
        id,
        request,
        engine,
        build.launch(),
        cleanup,
        networks,
        build.kept(),
        life,
        new Parting(() -> {}, "given back", () -> giveBack(build, key, id), () -> {}, true),
        null,
        HostAccess.NONE);
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

  /** Keeps what containers that this JVM has started could have begun with, for the next build. */
  void makeSnapshots() {
    BuildSession build = session;
    if (build != null) {
      build.sequence().makeSnapshots();
    }
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
    used.forEach(build::usedUntilNow);
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
