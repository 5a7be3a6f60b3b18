package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.TestOutcome;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineInfo;
import dev.mayfly.report.Journal;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session for those who decide when containers start and who has them: lifetimes, and through
 * them a test framework's extension. Programs use {@link Containers}, which is made of it.
 *
 * <p>Thread-safe: containers may be started and closed by many threads at once.
 */
public final class Orchestrator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private static final Duration WITNESS_PATIENCE = Duration.ofSeconds(30);

  private final Settings settings;
  private final Session session;
  private final Fleet engines;
  private final Journal journal = new Journal(InstantSource.system());
  private final PrintStream console = System.out;
  private final ExecutorService executor;
  private final Thread shutdownHook;
  private final Map<Class<?>, AutoCloseable> companions = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Memoizer<String, SessionReport> report = new Memoizer<>();
  private volatile boolean staysUntilJvmEnds;
  private volatile boolean isJvmEnding;

  private Orchestrator(Function<String, ContainerEngine> opening, Settings settings) {
    this.settings = settings;
    this.session = Session.begin(settings.reaperEnabled());
    this.executor = Executors.newCachedThreadPool(daemons(session.id()));
    this.engines =
        new Fleet(settings, name -> part(name, opening.apply(name)), closed::get, executor);
    this.shutdownHook = ShutdownHook.of(session, this::atJvmsEnd, settings.shutdownTimeout());
  }

  /** The part on the usual engine has the session's id, others have ids of their own. */
  private EngineSession part(String name, ContainerEngine engine) {
    Session own = name.equals(Fleet.USUAL) ? session : Session.begin(settings.reaperEnabled());
    return new EngineSession(name, engine, own, settings, executor, journal, console::print);
  }

  /**
   * Opens a session on the engine that these settings lead to. Where they name further engines,
   * each is looked for when the first container needs it, the usual one too.
   *
   * @throws dev.mayfly.DeclarationException if a setting can't be read
   * @throws dev.mayfly.EngineNotFoundException if none answers; the message lists what was tried
   */
  static Orchestrator open(Settings settings) {
    return on(name -> Engines.open(settings, name), settings);
  }

  /**
   * Opens a session on engines, which are closed with it.
   *
   * @param engines opens that of a name; the usual one has none
   * @throws dev.mayfly.DeclarationException if a setting can't be read
   */
  static Orchestrator on(Function<String, ContainerEngine> engines, Settings settings) {
    settings.requireReadable();
    Orchestrator session = new Orchestrator(engines, settings);
    session.engines.begin();
    Runtime.getRuntime().addShutdownHook(session.shutdownHook);
    return session;
  }

  /** The value of the label {@code dev.mayfly.session} on everything of this session. */
  public String sessionId() {
    return session.id();
  }

  /** Where this session writes down what happens; the run's report is made of it. */
  public Journal journal() {
    return journal;
  }

  public Settings settings() {
    return settings;
  }

  /**
   * What containers of this session can tell of something that went wrong: for each a text with its
   * state and its log, and one with the networks and who is on them. What an engine does not answer
   * is said in the text. Passwords are masked.
   *
   * @param since when what went wrong began, by this machine's clock
   * @return texts by names for files, such as {@code db.log} and {@code network.txt}
   */
  public Map<String, String> evidence(List<RunningContainer> containers, Instant since) {
    Map<String, String> files = new LinkedHashMap<>();
    engines.open().forEach(part -> part.evidence(own(containers), since, files));
    return files;
  }

  /**
   * What the witnesses of containers of this session tell of a test that failed. Secrets in texts
   * are masked.
   *
   * @return contents by names for files, such as {@code browser-screen.png}
   * @see dev.mayfly.Witness
   */
  public Map<String, byte[]> testimony(List<RunningContainer> containers) {
    return new Witnesses(executor, WITNESS_PATIENCE, journal.secrets()).ask(own(containers));
  }

  /**
   * Writes down for the run's report what a container has logged since a moment: its last lines.
   */
  public void tellLog(RunningContainer container, Instant since) {
    engines.of(own(container)).ifPresent(part -> part.tellLog(container.id(), since));
  }

  /**
   * Tells of containers how a test that used them has ended, for their hooks.
   *
   * @see dev.mayfly.Occasion
   */
  public void tested(List<RunningContainer> containers, TestOutcome outcome) {
    own(containers).forEach(container -> container.tested(outcome));
  }

  /**
   * Lets those of the containers stay on the engine that are to be kept on failure, now that what
   * they were started for has failed. They stay when they are closed, and when the session is.
   *
   * @see dev.mayfly.Keep
   */
  public void keepOnFailure(List<RunningContainer> containers) {
    own(containers).forEach(StartedContainer::keep);
  }

  /** With those that were started with them as one. */
  private static List<StartedContainer> own(List<RunningContainer> containers) {
    return containers.stream()
        .flatMap(container -> own(container).companions().stream())
        .map(Orchestrator::own)
        .distinct()
        .toList();
  }

  private static StartedContainer own(RunningContainer container) {
    if (container instanceof StartedContainer own) {
      return own;
    }
    throw new IllegalArgumentException(
        container + " is not as a session gave it out; pass what start or lease returned.");
  }

  /** Opens the part on the usual engine, if it is not yet. */
  void usual() {
    engines.usual();
  }

  /**
   * Looks whether a container of this session is led to another by a name that it can't find.
   *
   * @throws dev.mayfly.DeclarationException if it is
   */
  void requireNamesInReach(StartRequest request) {
    requireOpen();
    engines.requireNamesInReach(request);
  }

  /** Whether containers that name no engine are spread over those of {@code mayfly.engines}. */
  public boolean spreads() {
    return engines.isSpread();
  }

  /** The engine, of those over which containers are spread, that has what all have in common. */
  public String firstEngine() {
    return engines.spread().first();
  }

  /**
   * Whether containers find each other by name on whichever of the engines they are over which they
   * are spread. Looks for all of them, if nobody has yet.
   */
  public boolean findsAllEngines() {
    return engines.findsAll();
  }

  /**
   * Chooses the engine for containers that have to be together: the least loaded, by processors and
   * memory.
   *
   * @throws dev.mayfly.EngineNotFoundException if none answers
   */
  public Placement place(List<ContainerSpec> together) {
    requireOpen();
    return engines.spread().place(together);
  }

  /** Whether a container that is kept has one of these names on a network of this session. */
  public boolean isKept(NetworkSpec network, Collection<String> names) {
    return engines.open().stream().anyMatch(part -> part.isKept(network, names));
  }

  /**
   * Starts a container under a given name and place.
   *
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; nothing is left
   *     then
   * @throws MayflyException if the session is closed
   */
  public RunningContainer start(StartRequest request) {
    requireOpen();
    beginReport();
    return engines.start(request);
  }

  /**
   * The one container that all JVMs of this build have for a description: started if there is none,
   * and known in this session's networks under the request's names. Closing it gives it back and
   * leaves it to the others; it is removed when the last of them has been gone for the time {@code
   * mayfly.build.linger}.
   *
   * @throws dev.mayfly.DeclarationException if the description can't be compared across JVMs, for
   *     instance because of a lambda in it
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready
   */
  public RunningContainer lease(StartRequest request) {
    return lease(request, NetworkSpec.session());
  }

  /**
   * The same, known under the request's names in a network of this session, unless its description
   * names networks.
   *
   * @throws dev.mayfly.DeclarationException if the description can't be compared across JVMs
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready
   */
  public RunningContainer lease(StartRequest request, NetworkSpec network) {
    requireOpen();
    beginReport();
    return engines.lease(request, network);
  }

  /**
   * Takes in a container that somebody else has started, waits until it is ready, and lets it be
   * known under the request's names. One with this session's labels goes with it; another one is
   * let go at its end, as it was found.
   *
   * @param id of the container, or its name on the engine
   * @throws MayflyException if there is none, if it does not run, or if it is somebody's already
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready
   */
  public RunningContainer adopt(String id, StartRequest request) {
    requireOpen();
    beginReport();
    return engines.on(request.spec(), request.place()).adopt(id, request);
  }

  /** Labels for whatever somebody else makes on the usual engine; it is guarded from now on. */
  Map<String, String> labels() {
    requireOpen();
    return engines.usual().labels();
  }

  /** What leads others to the usual engine. */
  String engineAddress() {
    return engines.usual().address();
  }

  /**
   * Looks whether a description can be shared by the JVMs of a build, without asking an engine.
   *
   * @param place where it was declared, for the message
   * @throws dev.mayfly.DeclarationException if it can't, for instance because of a lambda in it
   */
  public static void requireLeasable(ContainerSpec spec, String place) {
    CanonicalForm.check(spec, place);
  }

  /**
   * The part of a description that leads to another container by its name on a network: {@code env
   * DB_URL}; empty if none does.
   *
   * @param names of the other one
   * @param ports that it exposes
   */
  public static Optional<String> mention(
      ContainerSpec spec, Collection<String> names, List<Port> ports) {
    return NetworkMention.in(spec, names, ports);
  }

  /**
   * Whether containers of two descriptions find each other by name: those of one engine do, and
   * those of engines of one cluster. Looks for the engines, if nobody has yet; one that does not
   * answer is told by who starts a container there.
   */
  public boolean haveNetworksInCommon(ContainerSpec one, ContainerSpec other) {
    requireOpen();
    return engines.haveNetworksInCommon(one, other);
  }

  /**
   * Looks whether the engine of a description can do what it needs; looks for the engine if nobody
   * has yet.
   *
   * @param place where it was declared, for the message
   * @throws dev.mayfly.DeclarationException if it can't
   * @throws dev.mayfly.EngineNotFoundException if it does not answer
   */
  public void requirePossible(ContainerSpec spec, String place) {
    engines.on(spec, place).requirePossible(spec, place);
  }

  /**
   * Begins what starts will need, and returns at once: the session is guarded from now on, and
   * images that the engine lacks are fetched side by side. What fails here is tried again, and
   * told, by the start that needs it.
   */
  public void prepare(Collection<ContainerSpec> specs) {
    boolean onUsual = specs.isEmpty() || specs.stream().anyMatch(spec -> spec.engine() == null);
    if (onUsual && !spreads()) {
      engines.usual().begin();
    }
    specs.stream()
        .filter(spec -> spec.engine() != null || !spreads())
        .forEach(spec -> executor.execute(() -> fetch(spec)));
  }

  private void fetch(ContainerSpec spec) {
    try {
      EngineSession part = engines.on(spec, "it");
      part.begin();
      part.fetch(spec);
    } catch (MayflyException e) {
      LOG.debug("{} can't be had yet: {}", spec.image().describe(), e.getMessage());
    }
  }

  /**
   * Looks for the usual engine, or those over which containers are spread, if nobody has yet.
   *
   * @throws dev.mayfly.EngineNotFoundException if none answers
   */
  public void requireAnyEngine() {
    if (spreads()) {
      engines.spread().answering();
    } else {
      engines.usual();
    }
  }

  /**
   * What the usual engine says of itself.
   *
   * @throws dev.mayfly.engine.EngineException if it can't be asked
   */
  public EngineInfo engineInfo() {
    return engines.usual().info();
  }

  /**
   * What others keep beside this session: made when it is first asked for, and closed before the
   * session's containers are removed.
   *
   * @throws MayflyException if the session is closed
   */
  public <T extends AutoCloseable> T companion(Class<T> type, Supplier<T> maker) {
    requireOpen();
    return type.cast(companions.computeIfAbsent(type, first -> maker.get()));
  }

  /** Makes a handle on a network one of this session. */
  public Network network(Network handle) {
    Supplier<String> creation =
        () -> {
          requireOpen();
          return engines.networkId(handle.spec());
        };
    return handle.bind(creation);
  }

  /**
   * Removes everything that this session made, save for what is {@linkplain dev.mayfly.Keep kept}.
   * Closing twice does nothing.
   *
   * @throws MayflyException if something could not be removed and {@code mayfly.leaks.fail} is set
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      endAfterSnapshots(this::end);
    }
  }

  /** Nobody starts anything any more. A JVM that was asked to end has no time for snapshots. */
  private void endAfterSnapshots(Runnable end) {
    try {
      if (!isJvmEnding) {
        engines.open().forEach(EngineSession::makeSnapshots);
      }
    } finally {
      Uninterrupted.run(end);
    }
  }

  /**
   * Closes the session, and leaves its containers to what uses them until this JVM's end, such as a
   * connection pool that is closed only then: the reaper removes them as soon as the JVM has ended.
   * Where none watches, or something is {@linkplain dev.mayfly.Keep kept}, all goes now. A
   * container with a hook for its end goes now too.
   *
   * @throws MayflyException as {@link #close()}
   */
  public void closeWithJvm() {
    if (closed.get() || !engines.open().stream().allMatch(EngineSession::canOutliveJvm)) {
      close();
    } else if (closed.compareAndSet(false, true)) {
      endAfterSnapshots(this::leaveUntilJvmEnds);
    }
  }

  /** Lets the end of this JVM, if nothing closes the session before, close it as that does. */
  void stayUntilJvmEnds() {
    staysUntilJvmEnds = true;
  }

  private void atJvmsEnd() {
    isJvmEnding = true;
    if (staysUntilJvmEnds) {
      closeWithJvm();
    } else {
      close();
    }
  }

  private void leaveUntilJvmEnds() {
    companions.values().forEach(this::closeQuietly);
    engines.open().forEach(EngineSession::leaveUntilJvmEnds);
    journal.ended();
    writeReport();
    requireNothing(engines.open().stream().flatMap(part -> part.leaveBuild().stream()).toList());
  }

  private void requireOpen() {
    if (closed.get()) {
      throw ClosedSession.refusal();
    }
  }

  private void end() {
    companions.values().forEach(this::closeQuietly);
    journal.ended();
    CompletableFuture<Void> report = CompletableFuture.runAsync(this::writeReport, executor);
    List<String> left = engines.end();
    report.join();
    executor.shutdownNow();
    forgetHook();
    requireNothing(left);
  }

  private void closeQuietly(AutoCloseable companion) {
    try {
      companion.close();
    } catch (Exception e) {
      Throwable shown = MaskedFailure.ofAny(e, journal.secrets().now());
      LOG.warn("{} was not closed well", companion, shown);
    }
  }

  /** With the first container; a run without one has no report. */
  private void beginReport() {
    if (settings.report().contains("html")) {
      report().begin();
    }
  }

  private SessionReport report() {
    return report.get("", () -> SessionReport.of(settings, journal, session.id(), console));
  }

  /** While the engine removes containers, this JVM has time. */
  private void writeReport() {
    report().write();
  }

  private void requireNothing(List<String> left) {
    if (left.isEmpty()) {
      return;
    }
    String text =
        "Session "
            + session.id()
            + " could not remove everything; its reaper or the next session"
            + " will try again:\n  "
            + String.join("\n  ", left);
    LOG.warn("{}", text);
    left.forEach(journal::problem);
    writeReport();
    if (settings.leaksFail()) {
      throw new MayflyException(text);
    }
  }

  private void forgetHook() {
    if (Thread.currentThread() != shutdownHook) {
      try {
        Runtime.getRuntime().removeShutdownHook(shutdownHook);
      } catch (IllegalStateException e) {
        LOG.debug("The JVM is ending already", e);
      }
    }
  }

  private static java.util.concurrent.ThreadFactory daemons(String sessionId) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "mayfly-" + sessionId + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
