package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.TestOutcome;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineInfo;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.report.Journal;
import dev.mayfly.report.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private static final int TOLD_LINES = 200;
  private static final int TOLD_CHARACTERS = 1_000_000;

  private final Settings settings;
  private final ContainerEngine engine;
  private final Session session;
  private final Journal journal = new Journal(InstantSource.system());
  private final PrintStream console = System.out;
  private final ExecutorService executor;
  private final Cleanup cleanup;
  private final Networks networks;
  private final KeptContainers kept;
  private final EventWatch events;
  private final StartSequence sequence;
  private final SessionParts parts;
  private final Guard guard;
  private final Thread shutdownHook;
  private final Map<Class<?>, AutoCloseable> companions = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean staysUntilJvmEnds;
  private @Nullable BuildContainers build;

  private Orchestrator(ContainerEngine real, Settings settings) {
    this.engine = new MaskedEngine(real, journal.secrets());
    this.settings = settings;
    this.session = Session.begin(settings.reaperEnabled());
    this.executor = Executors.newCachedThreadPool(daemons(session.id()));
    this.guard = Guard.of(engine, session, settings);
    this.cleanup = new Cleanup(engine, session, executor, guard::start, guard::awaitWatch);
    this.networks = new Networks(engine, session, cleanup, settings.sessionNetwork());
    this.kept = new KeptContainers(engine, session, networks, settings);
    this.events = new EventWatch(engine, session);
    this.parts =
        new SessionParts(engine, settings, executor, journal, new LogTargets(engine, settings));
    this.sequence =
        new StartSequence(parts, session, new Launch(parts, events), cleanup, networks, kept);
    this.shutdownHook = ShutdownHook.of(session, this::atJvmsEnd, settings.shutdownTimeout());
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /**
   * Opens a session on the engine that these settings lead to.
   *
   * @throws dev.mayfly.DeclarationException if a setting can't be read
   * @throws dev.mayfly.EngineNotFoundException if none answers; the message lists what was tried
   */
  static Orchestrator open(Settings settings) {
    settings.requireReadable();
    return new Orchestrator(Engines.open(settings), settings);
  }

  /**
   * Opens a session on an engine, which is closed with it.
   *
   * @throws dev.mayfly.DeclarationException if a setting can't be read
   */
  static Orchestrator on(ContainerEngine engine, Settings settings) {
    settings.requireReadable();
    return new Orchestrator(engine, settings);
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
    return new Evidence(engine, session, own(containers), journal.secrets()).since(since);
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
    LogTail tail = new LogTail(TOLD_LINES, TOLD_CHARACTERS, TOLD_CHARACTERS);
    engine.readLogs(container.id(), since, TOLD_LINES, tail::add);
    journal.log(container.id(), tail.sorted());
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

  private static List<StartedContainer> own(List<RunningContainer> containers) {
    return containers.stream().map(Orchestrator::own).toList();
  }

  private static StartedContainer own(RunningContainer container) {
    if (container instanceof StartedContainer own) {
      return own;
    }
    throw new IllegalArgumentException(
        container + " is not as a session gave it out; pass what start or lease returned.");
  }

  /** Whether a container that is kept has one of these names on a network of this session. */
  public boolean isKept(NetworkSpec network, Collection<String> names) {
    return kept.isCalled(names, network);
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
    return sequence.start(request);
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
    return build().lease(request, network);
  }

  /** Made when somebody asks for a container of the build's, and not any more at the end. */
  private synchronized BuildContainers build() {
    requireOpen();
    BuildContainers made = build;
    if (made == null) {
      made = new BuildContainers(parts, cleanup, networks);
      build = made;
    }
    return made;
  }

  private synchronized @Nullable BuildContainers builtSoFar() {
    return build;
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
   * Looks whether the engine can do what a description needs, without asking it.
   *
   * @param place where it was declared, for the message
   * @throws dev.mayfly.DeclarationException if it can't
   */
  public void requirePossible(ContainerSpec spec, String place) {
    Requirements.check(spec, place, engine);
  }

  /**
   * Begins what starts will need, and returns at once: the session is guarded from now on, and
   * images that the engine lacks are fetched side by side. What fails here is tried again, and
   * told, by the start that needs it.
   */
  public void prepare(Collection<ContainerSpec> specs) {
    cleanup.begin();
    specs.forEach(spec -> executor.execute(() -> sequence.fetch(spec)));
  }

  /**
   * What the engine says of itself.
   *
   * @throws dev.mayfly.engine.EngineException if it can't be asked
   */
  public EngineInfo engineInfo() {
    return engine.info();
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
          return networks.id(handle.spec());
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
      Uninterrupted.run(this::end);
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
    if (closed.get() || !kept.isEmpty() || !guard.awaitEnd()) {
      close();
    } else if (closed.compareAndSet(false, true)) {
      Uninterrupted.run(this::leaveUntilJvmEnds);
    }
  }

  /** Lets the end of this JVM, if nothing closes the session before, close it as that does. */
  void stayUntilJvmEnds() {
    staysUntilJvmEnds = true;
  }

  private void atJvmsEnd() {
    if (staysUntilJvmEnds) {
      closeWithJvm();
    } else {
      close();
    }
  }

  private void leaveUntilJvmEnds() {
    companions.values().forEach(this::closeQuietly);
    sequence.leaveUntilJvmEnds();
    journal.ended();
    writeReport();
    BuildContainers shared = builtSoFar();
    requireNothing(shared == null ? List.of() : shared.close());
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
    BuildContainers shared = builtSoFar();
    List<String> left = new ArrayList<>(shared == null ? List.of() : shared.close());
    sequence.close();
    left.addAll(removeAll());
    endGuard(left.isEmpty());
    report.join();
    events.close();
    engine.close();
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

  private List<String> removeAll() {
    Predicate<EngineResource> stays = kept.staying();
    List<String> failures = cleanup.removeAll(stays);
    try {
      List<EngineResource> left = cleanup.left(stays);
      List<String> leaks = new ArrayList<>(left.isEmpty() ? List.of() : failures);
      left.forEach(leak -> leaks.add(leak.kind() + " " + leak.name() + " is still there"));
      return leaks;
    } catch (MayflyException e) {
      failures.add("can't ask the engine what is left: " + e.getMessage());
      return failures;
    }
  }

  private void endGuard(boolean clean) {
    if (kept.isEmpty()) {
      guard.close(clean);
      return;
    }
    try {
      console.print(Printable.text(journal.secrets().mask(kept.handTo(guard))));
    } catch (MayflyException e) {
      LOG.warn("What is kept may go at any time: {}", e.getMessage());
      guard.close(false);
    }
  }

  /** While the engine removes containers, this JVM has time. */
  private void writeReport() {
    Report.of(settings.report(), Report.directory(settings::get, Path.of("")), console)
        .write(journal, session.id());
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
