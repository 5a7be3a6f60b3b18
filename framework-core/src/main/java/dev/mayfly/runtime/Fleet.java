package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.MayflyException;
import dev.mayfly.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines of a session: which part of it a container is for, and how the parts begin and end
 * together. Each part is opened by the first who needs it; what only several engines need is made
 * when there are several. Thread-safe.
 */
final class Fleet {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  /** What the engine is called here that {@code mayfly.engine} and the machine lead to. */
  static final String USUAL = "";

  private static final String ONE = "";

  private final Settings settings;
  private final BooleanSupplier isClosed;
  private final Executor executor;
  private final Function<String, EngineSession> opening;
  private final Memoizer<String, EngineSession> byName = new Memoizer<>();
  private final List<EngineSession> open = new CopyOnWriteArrayList<>();
  private final RecentFailures<String, EngineNotFoundException> failures =
      new RecentFailures<>(EngineNotFoundException.class);
  private final EngineInfos infos = new EngineInfos();
  private final Memoizer<String, Clusters> clusters = new Memoizer<>();
  private final Memoizer<String, Placement> common = new Memoizer<>();
  private final Set<Set<EngineSession>> told = ConcurrentHashMap.newKeySet();
  private final @Nullable Spread spread;

  /**
   * No engine is looked for yet.
   *
   * @param opening opens the session's part on the engine of a name
   * @param isClosed whether the session is
   * @param executor for what is done side by side
   */
  Fleet(
      Settings settings,
      Function<String, EngineSession> opening,
      BooleanSupplier isClosed,
      Executor executor) {
    this.settings = settings;
    this.isClosed = isClosed;
    this.executor = executor;
    this.opening = opening;
    List<String> names = settings.engines();
    this.spread = names.isEmpty() ? null : new Spread(names, this::part, infos);
  }

  /** Looks for the usual engine, unless settings say that there may be no need of it. */
  void begin() {
    if (spread == null && settings.engineNames().isEmpty()) {
      usual();
    }
  }

  EngineSession usual() {
    return part(USUAL);
  }

  /**
   * The usual engine's id of a network, which exists there afterwards.
   *
   * @throws MayflyException if containers are spread over others
   */
  String networkId(NetworkSpec network) {
    if (spread != null) {
      throw new MayflyException(
          "Network \""
              + network.name()
              + "\" is one on each engine of mayfly.engines, with an id of its own there, and none"
              + " counts for all. try: name it by its handle or NetworkSpec; or say with engine = …"
              + " where its containers run, without mayfly.engines.");
    }
    return usual().id(network);
  }

  /**
   * The part on the engine that a description names.
   *
   * @throws DeclarationException if no setting has an address for it
   * @throws EngineNotFoundException if the engine does not answer
   */
  EngineSession on(ContainerSpec spec, String place) {
    settings.engineProblem(spec).ifPresent(problem -> refuse(place, problem));
    String name = spec.engine();
    return name == null ? usual() : part(name);
  }

  private EngineSession part(String name) {
    requireOpen();
    EngineSession part = byName.get(name, () -> opened(name));
    requireOpen();
    if (open.size() > 1) {
      clusters().include(open);
      open.forEach(other -> tellBorder(part, other));
    }
    return part;
  }

  private EngineSession opened(String name) {
    EngineSession part = failures.orThrow(name, () -> opening.apply(name));
    open.add(part);
    if (isClosed.getAsBoolean()) {
      part.end(); // whoever closed it may not have seen this one
      throw ClosedSession.refusal();
    }
    return part;
  }

  /** Once for two engines. */
  private void tellBorder(EngineSession one, EngineSession other) {
    if (!haveNetworksInCommon(one, other) && told.add(Set.of(one, other))) {
      LOG.info(
          "Containers on {} and on {} have no network in common: names, and what networkAddress and"
              + " networkUrl tell, are found on one of the two only.",
          one.words(),
          other.words());
    }
  }

  private void requireOpen() {
    if (isClosed.getAsBoolean()) {
      throw ClosedSession.refusal();
    }
  }

  private Clusters clusters() {
    return clusters.get(ONE, () -> new Clusters(infos));
  }

  private static void refuse(String place, String problem) {
    throw new DeclarationException(place + ": " + problem);
  }

  /** The parts that were needed so far, in the order in which they were. */
  List<EngineSession> open() {
    return List.copyOf(open);
  }

  /** The one on which a container runs. */
  Optional<EngineSession> of(StartedContainer container) {
    return open.stream().filter(one -> one.has(container)).findFirst();
  }

  /** Whether containers that name no engine are spread over several. */
  boolean isSpread() {
    return spread != null;
  }

  /** Over which they are. */
  Spread spread() {
    return Objects.requireNonNull(spread, "mayfly.engines is not set");
  }

  /** Whether containers find each other whichever of the engines they are spread to. */
  boolean findsAll() {
    List<EngineSession> all = spread().answering();
    return all.stream().allMatch(one -> haveNetworksInCommon(one, all.get(0)));
  }

  /**
   * Starts a container where it is to be. One that something else starts is on the usual engine,
   * whose labels and address that was told.
   */
  StartedContainer start(StartRequest request) {
    ContainerSpec spec = request.spec();
    if (spread == null || spec.engine() != null || spec.starter() != null) {
      return startThere(request);
    }
    try (Placement place = meetsOthers(spec) ? common.get(ONE, () -> place(spec)) : place(spec)) {
      return startThere(request.on(place.engine()));
    }
  }

  /** What finds others by name has to be where they are, unless all engines have one network. */
  private boolean meetsOthers(ContainerSpec spec) {
    boolean joinsAny = settings.sessionNetwork() || !spec.networks().isEmpty();
    return joinsAny && !findsAll();
  }

  private Placement place(ContainerSpec spec) {
    return spread().place(List.of(spec));
  }

  /** After a failure the engine has to answer once more before others are spread to it. */
  private StartedContainer startThere(StartRequest request) {
    EngineSession there = on(request.spec(), request.place());
    try {
      return there.start(request);
    } catch (RuntimeException e) {
      infos.doubt(there);
      throw e;
    }
  }

  /**
   * Looks whether a container is led to a name on an engine with which its own has no network in
   * common, where a name means one container of the session.
   *
   * @throws DeclarationException if it is
   */
  void requireNamesInReach(StartRequest request) {
    ContainerSpec spec = request.spec();
    if (!settings.engineNames().isEmpty() && (spread == null || spec.engine() != null)) {
      EngineSession there = on(spec, request.place());
      open.stream()
          .filter(other -> !haveNetworksInCommon(other, there))
          .flatMap(other -> other.ledToBy(spec).stream())
          .findFirst()
          .ifPresent(problem -> refuse(request.place(), problem));
    }
  }

  /** The build's container for a description, known in a network of this session. */
  StartedContainer lease(StartRequest request, NetworkSpec network) {
    StartRequest there =
        spread == null || request.spec().engine() != null ? request : request.on(spread.first());
    return on(there.spec(), there.place()).lease(there, network);
  }

  /** Whether containers of two descriptions find each other by name. */
  boolean haveNetworksInCommon(ContainerSpec one, ContainerSpec other) {
    try {
      EngineSession first = on(one, "it");
      return haveNetworksInCommon(first, on(other, "it"));
    } catch (EngineNotFoundException e) {
      LOG.debug("Whether engines are of one cluster is not known", e);
      return true;
    }
  }

  private boolean haveNetworksInCommon(EngineSession one, EngineSession other) {
    return one == other || clusters().haveNetworksInCommon(one, other);
  }

  /**
   * Ends all parts; those that have networks of others' after these.
   *
   * @return what is left, in words
   */
  List<String> end() {
    List<EngineSession> parts = open();
    if (parts.size() == 1) {
      return parts.get(0).end();
    }
    List<EngineSession> managers = parts.stream().filter(clusters()::isManager).toList();
    List<EngineSession> others = parts.stream().filter(one -> !managers.contains(one)).toList();
    List<String> left = new ArrayList<>(endTogether(others));
    left.addAll(endTogether(managers));
    return left;
  }

  /** Side by side: an engine that has gone away holds no other one up. */
  private List<String> endTogether(List<EngineSession> parts) {
    List<CompletableFuture<List<String>>> ending =
        parts.stream()
            .map(part -> CompletableFuture.supplyAsync(part::end, executor))
            .map(one -> one.exceptionally(failure -> List.of("its end failed: " + failure)))
            .toList();
    return ending.stream().flatMap(one -> one.join().stream()).toList();
  }
}
