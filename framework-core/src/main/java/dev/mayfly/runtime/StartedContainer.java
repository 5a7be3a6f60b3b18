package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStats;
import dev.mayfly.CopiedFile;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.Faults;
import dev.mayfly.ImageName;
import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.MayflyException;
import dev.mayfly.Moment;
import dev.mayfly.Network;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.TestOutcome;
import dev.mayfly.arguments.Given;
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineEvent.Kind;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.forward.StableAddress;
import dev.mayfly.ready.Readiness;
import dev.mayfly.report.Life;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container on an engine; each question goes to the engine, what can't change is kept. */
final class StartedContainer implements RunningContainer {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private final String id;
  private final StartRequest request;
  private final ContainerEngine engine;
  private final Care care;
  private final Cleanup cleanup;
  private final Networks networks;
  private final KeptContainers kept;
  private final Life life;
  private final Parting parting;
  private final @Nullable StableAddress address;
  private final HostAccess access;
  private final AtomicReference<@Nullable Ending> removal = new AtomicReference<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Farewells farewells = new Farewells();
  private volatile @Nullable Ending stop;
  private final AtomicReference<@Nullable TestOutcome> outcome = new AtomicReference<>();
  private final KnownState known = new KnownState();
  private final AtomicReference<Instant> launched = new AtomicReference<>(Instant.MAX);
  private volatile Runnable forget = () -> {};
  private volatile List<RunningContainer> companions = List.of(this);

  StartedContainer(
      String id,
      StartRequest request,
      ContainerEngine engine,
      Care care,
      Cleanup cleanup,
      Networks networks,
      KeptContainers kept,
      Life life,
      Parting parting,
      @Nullable StableAddress address,
      HostAccess access) {
    this.id = id;
    this.request = request;
    this.engine = engine;
    this.care = care;
    this.cleanup = cleanup;
    this.networks = networks;
    this.kept = kept;
    this.life = life;
    this.parting = parting;
    this.address = address;
    this.access = access;
  }

  /** Where it is written down for the run's report. */
  Life life() {
    return life;
  }

  /** It is one of several that were started as one. */
  void together(List<StartedContainer> all) {
    companions = List.copyOf(all);
  }

  @Override
  public List<RunningContainer> companions() {
    return companions;
  }

  /** The engine that it runs on. */
  ContainerEngine engine() {
    return engine;
  }

  /** Asks the engine anew for what changes with each start: the mapped ports. */
  ContainerState refresh() {
    return known.renewed(this::inspected);
  }

  private ContainerState inspected() {
    ContainerState fresh = present().inspectContainer(id);
    stop = fresh.hasEnded() ? stop : null;
    return fresh;
  }

  /**
   * What happens to it is told from now on.
   *
   * @param forget ends that
   * @param flows whether it is told now
   */
  void followed(Runnable forget, BooleanSupplier flows) {
    this.forget = forget;
    known.toldBy(flows);
  }

  /** What happens to it is of no interest any more. */
  void forgotten() {
    forget.run();
  }

  /**
   * Something happened to it, or may have, by whomever.
   *
   * @param kind what did; null if that is not known
   */
  void happened(@Nullable Kind kind) {
    known.happened(kind);
    StableAddress stable = address;
    if (stable != null && kind == Kind.DIED) {
      stable.leadNowhere();
    }
  }

  /** This JVM is about to start its process. */
  void launching() {
    launched.set(Instant.MAX);
  }

  /** This JVM has started its process. */
  void launched(ContainerState itsState) {
    launched.set(itsState.startedAt());
  }

  /** Whether that is to be found out, since it would matter. */
  boolean mayBeStartedByOthers(@Nullable Kind kind) {
    return (kind == null || kind == Kind.STARTED)
        && !Instant.MAX.equals(launched.get())
        && (address != null || Hooks.any(spec(), Moment.STARTED));
  }

  /** Does what each new process needs, if it was not this JVM that started the one that runs. */
  void startedByOthers() {
    Instant before = launched.get();
    try {
      ContainerState now = state();
      if (!Death.isSeenIn(now)
          && !Instant.MAX.equals(before)
          && !now.startedAt().equals(before)
          && launched.compareAndSet(before, now.startedAt())) {
        mapping();
        runHooks(Moment.STARTED);
      }
    } catch (MayflyException e) {
      LOG.debug("{} is not there", request.place(), e);
    }
  }

  /** The ports of {@link #host()} by which clients of this JVM reach it. */
  Mapping mapping() {
    Mapping mapped = mappingOfEngine();
    StableAddress stable = address;
    return stable == null
        ? mapped
        : new Mapping(stable.lead(state().host(), mapped.ports()), spec());
  }

  /** The ports of the engine's address that lead to it. */
  Mapping mappingOfEngine() {
    return new Mapping(state().ports(), spec());
  }

  StartRequest request() {
    return request;
  }

  /** The engine, for what can be asked of a container until it is removed. */
  private ContainerEngine present() {
    Ending end = removal.get();
    end = end == null ? cleanup.ending() : end;
    if (end != null) {
      throw end.refusal(request.place());
    }
    return engine;
  }

  /** What a container answers whether its process runs or not; one that is gone says so. */
  private <T> T present(Function<ContainerEngine, T> question) {
    try {
      return question.apply(present());
    } catch (EngineException e) {
      if (e.isNotFound()) {
        known.happened(null);
        stateOfPresent();
      }
      throw e;
    }
  }

  /** The engine, for what can be asked of a container whose process runs. */
  private ContainerEngine running() {
    ContainerEngine present = present();
    ContainerState seen = stateOfPresent();
    Ending end = stop;
    if (end != null) {
      throw end.refusal(request.place());
    }
    if (Death.isSeenIn(seen)) {
      throw Death.of(present, request, life, seen, null);
    }
    return present;
  }

  /** What a running container answers; one that turns out to have ended says so. */
  private <T> T running(Function<ContainerEngine, T> question) {
    ContainerEngine engine = running();
    try {
      return question.apply(engine);
    } catch (EngineException e) {
      if (e.isConflict() || e.isNotFound()) {
        known.happened(null);
        ContainerState seen = stateOfPresent();
        if (Death.isSeenIn(seen)) {
          throw Death.of(engine, request, life, seen, e);
        }
      }
      throw e;
    }
  }

  private void tell(Consumer<ContainerEngine> order) {
    running(
        engine -> {
          order.accept(engine);
          return id;
        });
  }

  private ContainerState stateOfPresent() {
    try {
      return state();
    } catch (EngineException e) {
      throw e.isNotFound() ? Death.gone(request, id, e) : e;
    }
  }

  private ContainerState state() {
    return known.get(this::inspected);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String name() {
    return known.ofAnyTime(this::inspected).name();
  }

  @Override
  public ContainerSpec spec() {
    return request.spec();
  }

  @Override
  public String networkAlias() {
    return request.alias();
  }

  @Override
  public List<String> networkAliases() {
    return request.aliases();
  }

  @Override
  public String host() {
    return address == null ? known.ofAnyTime(this::inspected).host() : StableAddress.HOST;
  }

  @Override
  public Map<Port, Integer> ports() {
    running();
    return mapping().ports();
  }

  @Override
  public int port(int containerPort) {
    return port(Port.tcp(containerPort));
  }

  @Override
  public int port(Port containerPort) {
    StableAddress stable = address;
    if (stable != null && (stop != null || hasEnded())) {
      present();
      return stable.port(containerPort).orElseGet(() -> mappedPort(containerPort));
    }
    return mappedPort(containerPort);
  }

  private boolean hasEnded() {
    present();
    return Death.isSeenIn(stateOfPresent());
  }

  private int mappedPort(Port containerPort) {
    running();
    return mapping().hostPort(containerPort);
  }

  @Override
  public InetSocketAddress mappedAddress(int containerPort) {
    running();
    return new InetSocketAddress(
        state().host(), mappingOfEngine().hostPort(Port.tcp(containerPort)));
  }

  @Override
  public String exposeHostPort(int port) {
    present();
    return access.expose(port, request.place());
  }

  @Override
  public String ipAddress(NetworkSpec network) {
    String joined = networks.id(network);
    String address = refresh().addresses().get(joined);
    if (address == null || address.isEmpty()) {
      throw new MayflyException(
          request.place() + " has no address in network \"" + network.name() + "\".");
    }
    return address;
  }

  @Override
  public ExecResult exec(ExecSpec command) {
    return running(engine -> engine.exec(id, command, null));
  }

  @Override
  public ExecResult exec(ExecSpec command, Consumer<LogLine> output) {
    return running(engine -> engine.exec(id, command, output));
  }

  @Override
  public String logs() {
    return logLines(Instant.EPOCH).stream()
        .map(line -> line.text() + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public List<LogLine> logLines(Instant since) {
    return present(engine -> engine.logs(id, since, 0));
  }

  @Override
  public LogSubscription followLogs(Consumer<LogLine> consumer) {
    return present(engine -> engine.followLogs(id, Instant.EPOCH, consumer, () -> {}));
  }

  @Override
  public void copyIn(CopiedFile... files) {
    List<CopiedFile> all = List.of(files);
    life.secrets().add(() -> spec().copy(files).secrets().and(CopiedSecrets.in(all)));
    present(
        engine -> {
          new CopyIn(engine, id).all(all);
          return id;
        });
  }

  @Override
  public byte[] readFile(String containerPath) {
    return present(engine -> new CopyOut(engine, id).read(containerPath));
  }

  @Override
  public void copyOut(String containerPath, Path destination) {
    present(
        engine -> {
          new CopyOut(engine, id).to(containerPath, destination);
          return id;
        });
  }

  @Override
  public Faults faults() {
    StableAddress stable = address;
    if (stable == null) {
      throw new MayflyException(
          request.place()
              + " has no stable address, which faults need: add stableAddress() to its"
              + " description.");
    }
    return stable.faults();
  }

  @Override
  public void pause() {
    Requirements.check(Capability.PAUSE, request.place(), engine);
    tell(engine -> engine.pauseContainer(id));
    life.tell("paused");
  }

  @Override
  public void unpause() {
    tell(engine -> engine.unpauseContainer(id));
    life.tell("unpaused");
  }

  @Override
  public void stop(Duration grace) {
    ContainerEngine known = present();
    runHooks(Moment.STOPPING);
    known.stopContainer(id, grace);
    stop = Ending.now("stopped");
    StableAddress stable = address;
    if (stable != null) {
      stable.leadNowhere();
    }
    life.tell("stopped");
    runHooks(Moment.STOPPED);
  }

  private void runHooks(Moment moment) {
    care.hooks().runAll(moment, this, null, outcome.get());
  }

  /** How the tests ended that used it so far, or null. */
  @Nullable TestOutcome outcome() {
    return outcome.get();
  }

  /** A test that used it has ended so. */
  void tested(TestOutcome ended) {
    outcome.accumulateAndGet(
        ended, (known, now) -> known == null || now.compareTo(known) > 0 ? now : known);
  }

  @Override
  public void start() {
    present();
    stateOfPresent();
    life.tell("started again");
    care.again(this, new Start(request, life));
  }

  @Override
  public void await(Readiness condition, Duration limit) {
    Given.value(condition, "await's condition");
    if (Given.value(limit, "await's limit").isNegative()) {
      throw new IllegalArgumentException("await has a limit of " + limit + ", which is over.");
    }
    tell(engine -> care.await(this, condition, limit));
  }

  @Override
  public void restart(Duration grace) {
    stop(grace);
    start();
  }

  @Override
  public void kill(String signal) {
    tell(engine -> engine.killContainer(id, signal));
    life.tell("killed with " + signal);
  }

  @Override
  public boolean isRunning() {
    try {
      return present().inspectContainer(id).status() == ContainerState.Status.RUNNING;
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public String commit(ImageName name) {
    Requirements.check(Capability.COMMIT, request.place(), engine);
    cleanup.making(EngineResource.Kind.IMAGE);
    return present(engine -> engine.commit(id, name, cleanup.labels()));
  }

  @Override
  public void connect(Network network, String... aliases) {
    present();
    networks.visit(new NetworkAttachment(network.spec(), List.of(aliases)), id);
  }

  @Override
  public void disconnect(Network network) {
    present();
    networks.leave(network.spec(), id);
  }

  @Override
  public ContainerStats stats() {
    return running(engine -> engine.stats(id));
  }

  @Override
  public String inspect() {
    return present(engine -> engine.inspectContainer(id).json());
  }

  @Override
  public void beforeEnd(Runnable action) {
    present();
    farewells.add(action);
  }

  /** Whether somebody wants to know before its end, a hook of its description among them. */
  boolean tellsOfItsEnd() {
    return hasHooksForItsEnd() || !farewells.isEmpty();
  }

  /** Whether its description has hooks for its end. */
  boolean hasHooksForItsEnd() {
    return Hooks.any(spec(), Moment.STOPPING, Moment.STOPPED);
  }

  /** Whether it was closed, and is no more for those who use it. */
  boolean isGone() {
    return removal.get() != null;
  }

  /** Lets it stay on the engine after its end, if that is wanted of it after a failure. */
  void keep() {
    kept.keep(id, request, life);
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      Uninterrupted.run(this::end);
    }
  }

  private void end() {
    care.hooks().runAll(this, farewells);
    forgotten();
    parting.begin().run();
    if (!parting.isAnothers() && kept.release(id)) {
      giveBack();
      removal.compareAndSet(null, Ending.now("left for a look (keep = ON_FAILURE)"));
    } else {
      remove();
    }
  }

  /** Leaves it as it was found, since its session ends. */
  void letGo() {
    if (closing.compareAndSet(false, true)) {
      care.hooks().runAll(this, farewells);
      forgotten();
      giveBack();
      removal.set(Ending.now("let go with its session, which had not started it"));
    }
  }

  private void remove() {
    boolean tells = hasHooksForItsEnd();
    if (tells && stop == null && isThereAndRunning()) {
      runHooks(Moment.STOPPING);
    }
    giveBack();
    removal.set(Ending.now(parting.word()));
    parting.end().run();
    life.ended(parting.word());
    if (tells) {
      runHooks(Moment.STOPPED);
    }
  }

  private boolean isThereAndRunning() {
    try {
      return isRunning();
    } catch (MayflyException e) {
      return false;
    }
  }

  /** Gives back what it has of this machine's. */
  void giveBack() {
    parting.giveBack().run();
  }

  /**
   * What closing means.
   *
   * @param begin is told that it begins
   * @param word for what becomes of the container, such as {@code removed}
   * @param end does it
   * @param giveBack gives back what the container has of this machine's, also if it is kept
   * @param isAnothers whether the container goes on for others, who end it
   */
  record Parting(
      Runnable begin, String word, Runnable end, Runnable giveBack, boolean isAnothers) {}

  /** What its session does for it, for as long as it is there. */
  interface Care {

    Hooks hooks();

    /** Starts it again after a stop. */
    void again(StartedContainer container, Start start);

    /**
     * Waits until something can be seen of it.
     *
     * @throws MayflyException if it is not seen within the limit, or can't be any more
     */
    void await(StartedContainer container, Readiness condition, Duration limit);
  }

  @Override
  public String toString() {
    return request.place() + " (" + request.spec().image().describe() + ", " + id + ")";
  }
}
