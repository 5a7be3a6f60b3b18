package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.MayflyException;
import dev.mayfly.Moment;
import dev.mayfly.Port;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.forward.StableAddress;
import dev.mayfly.report.Budget;
import dev.mayfly.report.Journal;
import dev.mayfly.report.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole story of a start, from a description to a container that is ready. */
final class StartSequence {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  private final ContainerEngine engine;
  private final Images images;
  private final Creation creation;
  private final Launch launch;
  private final Networks networks;
  private final HostRelays relays;
  private final Cleanup cleanup;
  private final KeptContainers kept;
  private final Executor executor;
  private final Journal journal;
  private final Settings settings;
  private final Map<String, String> madeOf = new ConcurrentHashMap<>();
  private final Memoizer<String, Snapshots> snapshots = new Memoizer<>();
  private final SessionParts parts;
  private final FixedPorts ports = new FixedPorts();
  private final Map<String, StartedContainer> live = new ConcurrentHashMap<>();

  StartSequence(
      SessionParts parts,
      Session session,
      Launch launch,
      Cleanup cleanup,
      Networks networks,
      KeptContainers kept) {
    ContainerEngine engine = parts.engine();
    this.parts = parts;
    this.settings = parts.settings();
    this.engine = engine;
    this.images = new Images(engine, session, cleanup, settings);
    this.creation = new Creation(engine, session, cleanup);
    this.launch = launch;
    this.networks = networks;
    this.relays = new HostRelays(engine, session, cleanup, parts.executor());
    this.cleanup = cleanup;
    this.kept = kept;
    this.executor = parts.executor();
    this.journal = parts.journal();
  }

  /**
   * Starts a container.
   *
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; nothing is left
   *     then
   */
  StartedContainer start(StartRequest request) {
    int attempts = request.spec().startAttempts();
    return attempts == 1
        ? attempt(begin(request, 1))
        : StartAttempts.of(attempts, number -> begin(request, number), this::attempt);
  }

  private Start begin(StartRequest request, int attempt) {
    Life life = journal.begin(request.alias(), request.place(), request.spec());
    return new Start(request, life, attempt);
  }

  private StartedContainer attempt(Start start) {
    return hasSnapshots(start.request().spec())
        ? snapshots().start(start, this::once, () -> begin(start.request(), start.number()))
        : once(start);
  }

  private boolean hasSnapshots(ContainerSpec spec) {
    return spec.snapshotSpec() != null && settings.usesSnapshots();
  }

  /** Made for the first container that has one. */
  private Snapshots snapshots() {
    return snapshots.get("", () -> new Snapshots(parts));
  }

  /** Keeps what containers of this session could have begun with, for the next run. */
  void makeSnapshots() {
    Optional<Snapshots> made = snapshots.known("");
    if (made.isPresent()) {
      made.get().makeAll(request -> once(begin(request, 1)));
    }
  }

  private StartedContainer once(Start start) {
    StartRequest request = start.request();
    ContainerSpec spec = request.spec();
    StartedContainer created = null;
    try {
      Declared.check(spec);
      Requirements.check(spec, request.place(), engine);
      checkAddresses(request);
      checkFiles(spec);
      start.took(ports.claim(request));
      StableAddress address = stableAddress(start);
      FoundImage image = start.in(Phase.IMAGE, () -> images.ensure(spec));
      start.found(image);
      Declared.checkAgainst(image.state(), spec, engine);
      FoundImage origin =
          hasSnapshots(spec)
              ? start.in(Phase.IMAGE, () -> snapshots().imageOf(start, image))
              : image;
      kept.makeRoomFor(request);
      List<Endpoint> joined =
          start.in(Phase.NETWORK, () -> networks.endpoints(spec, request.aliases()));
      HostAccess host = start.in(Phase.NETWORK, () -> relays.of(spec, joined));
      start.reaches(host);
      String id = start.in(Phase.CREATE, () -> creation.of(request, origin, joined, host));
      start.created(id);
      start.run(Phase.NETWORK, () -> joinNetworks(id, request, joined));
      start.run(Phase.COPY, () -> new CopyIn(engine, id).all(spec.files()));
      StartedContainer container = known(id, request, start, address, host);
      created = container;
      launch.first(container, start);
      MovedTags.look(madeOf, origin, spec.platform(), start);
      checkBudget(start);
      return container;
    } catch (RuntimeException failure) {
      throw endAfter(failure, start, created);
    }
  }

  /**
   * Starts a container that somebody else has created.
   *
   * @param join lets it join networks
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; it is removed then
   */
  StartedContainer launch(Start start, Runnable join) {
    StartRequest request = start.request();
    String id = Objects.requireNonNull(start.containerId());
    StartedContainer container = null;
    try {
      checkFiles(request.spec());
      start.run(Phase.NETWORK, join);
      start.run(Phase.COPY, () -> new CopyIn(engine, id).all(request.spec().files()));
      container = known(id, request, start, null, HostAccess.NONE);
      launch.first(container, start);
      return container;
    } catch (RuntimeException failure) {
      throw endAfter(failure, start, container);
    }
  }

  /** What comes before anything is made. */
  void prepare(StartRequest request) {
    Requirements.check(request.spec(), request.place(), engine);
    kept.makeRoomFor(request);
  }

  void checkBudget(Start start) {
    new Budget(settings::limit, settings.slowStartsFail(), journal)
        .check(start.request().place(), start.request().spec().image(), start.withoutImage());
  }

  /** A container that is there from now on. */
  StartedContainer known(
      String id,
      StartRequest request,
      Start start,
      @Nullable StableAddress address,
      HostAccess host) {
    StartedContainer container = container(id, request, start, removal(id, start), address, host);
    live.put(id, container);
    return container;
  }

  /**
   * Another handle of a container that is there. Closing it leaves the container, with which it
   * ends at the latest; the report tells of it what that is.
   *
   * @throws MayflyException if the container has been closed meanwhile
   */
  StartedContainer standIn(String id, StartRequest request, Start start) {
    StartedContainer known = live.get(id);
    if (known == null) {
      throw new MayflyException(request.place() + " stands for a container that is removed.");
    }
    StartedContainer.Parting parting =
        new StartedContainer.Parting(() -> {}, "let go", () -> {}, start::giveBack, true);
    StartRequest its = request.marked(known.request().marks());
    StartedContainer container = container(id, its, start, parting, null, HostAccess.NONE);
    known.beforeEnd(container::close);
    start.life().standsFor(known.spec());
    return container;
  }

  private StartedContainer container(
      String id,
      StartRequest request,
      Start start,
      StartedContainer.Parting parting,
      @Nullable StableAddress address,
      HostAccess host) {
    return new StartedContainer(
        id, request, engine, launch, cleanup, networks, kept, start.life(), parting, address, host);
  }

  /** Whether a container is there. */
  boolean knows(String id) {
    return live.containsKey(id);
  }

  /** A container that is not this session's any more. */
  void forget(String id) {
    live.remove(id);
  }

  private void joinNetworks(String id, StartRequest request, List<Endpoint> joined) {
    networks.created(id, request.aliases(), joined);
    networks.attach(id, request.spec(), request.aliases());
  }

  private void checkAddresses(StartRequest request) {
    ContainerSpec spec = request.spec();
    boolean isTold = !spec.env().isEmpty() || spec.command() != null || spec.entrypoint() != null;
    if (isTold && LoopbackMention.isIn(spec)) {
      LoopbackMention.refuseMapped(spec, request.place(), beside());
    }
  }

  /** Those that have been ready; one that has ended since leads nobody anywhere. */
  private List<LoopbackMention.Other> beside() {
    List<LoopbackMention.Other> others = new ArrayList<>();
    for (StartedContainer one : live.values()) {
      if (one.life().hasBeenReady()) {
        try {
          others.add(other(one.request(), one.ports()));
        } catch (MayflyException gone) {
          LOG.debug("{} is not looked at: {}", one, gone.getMessage());
        }
      }
    }
    return others;
  }

  private static LoopbackMention.Other other(StartRequest request, Map<Port, Integer> ports) {
    return new LoopbackMention.Other(
        request.aliases().isEmpty() ? "" : request.alias(),
        request.place(),
        ports,
        Set.copyOf(request.spec().fixedPorts().values()));
  }

  /** A source that is missing costs no container. */
  private void checkFiles(ContainerSpec spec) {
    if (!spec.files().isEmpty()) {
      journal.secrets().add(() -> CopiedSecrets.in(spec.files()));
      FileEntries.of(spec.files());
    }
  }

  /**
   * Leaves nothing behind, also if the thread was interrupted, which the engine can't be asked in.
   */
  ContainerStartException endAfter(
      RuntimeException failure, Start start, @Nullable StartedContainer created) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    return Uninterrupted.get(
        () -> {
          Optional<String> look = interrupted ? Optional.empty() : keep(start);
          ContainerStartException explained =
              StartFailure.explain(
                  engine,
                  start,
                  failure,
                  look.orElse(""),
                  log -> LoopbackMention.advice(start.request().spec(), log, beside()));
          failed(created, explained);
          start.giveBack();
          if (start.request().ahead()) {
            start.life().triedAgain("it is started again when it is needed");
          }
          if (look.isEmpty()) {
            removeAfter(explained, start);
          }
          return explained;
        });
  }

  private void failed(@Nullable StartedContainer created, ContainerStartException explained) {
    if (created != null) {
      launch.hooks().runAll(Moment.FAILED, created, explained, null);
      created.forgotten();
      live.remove(created.id());
    }
  }

  /** Those that were started and are there. */
  List<StartedContainer> running() {
    return List.copyOf(live.values());
  }

  /** All containers are going to be removed; those of whose end somebody wants to know are here. */
  void close() {
    closeThose(StartedContainer::tellsOfItsEnd);
    relays.close();
    live.values().forEach(StartedContainer::giveBack);
  }

  /** All stay until this JVM has ended, but for those with hooks for their end. */
  void leaveUntilJvmEnds() {
    closeThose(StartedContainer::hasHooksForItsEnd);
    live.values()
        .forEach(container -> container.life().outlivesSession("left until the JVM has ended"));
  }

  private void closeThose(Predicate<StartedContainer> chosen) {
    closeAll(live.values().stream().filter(chosen).toList());
  }

  /** Side by side; one that can't be closed goes with the session. */
  void closeAll(List<StartedContainer> containers) {
    List<CompletableFuture<Void>> closing =
        containers.stream()
            .map(container -> CompletableFuture.runAsync(container::close, executor))
            .toList();
    for (CompletableFuture<Void> one : closing) {
      try {
        one.join();
      } catch (CompletionException e) {
        LOG.debug("Removed with its session instead", e);
      }
    }
  }

  static @Nullable StableAddress stableAddress(Start start) {
    StartRequest request = start.request();
    if (!request.spec().hasStableAddress()) {
      return null;
    }
    StableAddress address = StableAddress.open(request.spec(), request.place());
    start.took(address::close);
    return address;
  }

  /** Sees to it that the engine has an image that a start will need. */
  void fetch(ContainerSpec spec) {
    try {
      Requirements.check(spec, "it", engine);
      images.ensure(spec);
    } catch (RuntimeException e) {
      LOG.debug("{} can't be had yet: {}", spec.image().describe(), e.getMessage());
    }
  }

  /** The image of a container, which the engine has afterwards. */
  FoundImage image(ContainerSpec spec) {
    return images.ensure(spec);
  }

  private StartedContainer.Parting removal(String id, Start start) {
    return new StartedContainer.Parting(
        () -> live.remove(id),
        "removed",
        () -> {
          networks.left(id);
          cleanup.remove(id);
        },
        start::giveBack,
        false);
  }

  /** Lets the container stay for a look, if that is wanted. */
  private Optional<String> keep(Start start) {
    String id = start.containerId();
    if (id == null || !start.isLast() || start.isAnothers()) {
      return Optional.empty();
    }
    Optional<String> look = kept.keep(id, start.request(), start.life());
    kept.release(id);
    return look;
  }

  private void removeAfter(ContainerStartException explained, Start start) {
    String id = start.containerId();
    if (id != null && !start.isAnothers()) {
      networks.left(id);
      try {
        cleanup.remove(id);
      } catch (RuntimeException e) {
        explained.addSuppressed(MaskedFailure.of(e, journal.secrets().now()));
      }
    }
    start.life().ended(start.isAnothers() ? "let go" : "removed after its failure");
  }
}
