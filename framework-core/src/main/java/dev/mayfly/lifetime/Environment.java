package dev.mayfly.lifetime;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Orchestrator;
import dev.mayfly.runtime.Settings;
import dev.mayfly.runtime.StartRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What scopes have in common: one session of containers, opened when the first is needed, the
 * threads that start them, the names that are taken, and what is shared. Thread-safe.
 */
public final class Environment implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Settings settings;
  private final OncePerRun<Orchestrator> session;
  private final AliasNetworks networks = new AliasNetworks();
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::daemon);
  private final Lazy<Pool> ofRun = new Lazy<>(() -> pool(false, this::startShared));
  private final Lazy<Pool> ofBuild = new Lazy<>(() -> pool(false, this::lease));
  private final Lazy<SlicePools> slices = new Lazy<>(() -> new SlicePools(this::session, threads));
  private volatile CompletableFuture<Void> tidying = CompletableFuture.allOf();
  private volatile boolean isUsedUntilJvmEnds;
  private volatile boolean closed;

  /**
   * An environment whose session is not opened yet.
   *
   * @param opening opens it
   */
  public Environment(Settings settings, Function<Settings, Containers> opening) {
    this.settings = settings;
    this.session = new OncePerRun<>(() -> opening.apply(settings).orchestrator(), System::nanoTime);
  }

  /** That of a session which is open; it is closed with it. */
  static Environment of(Containers containers) {
    return containers
        .orchestrator()
        .companion(
            Environment.class,
            () -> new Environment(containers.settings(), settings -> containers));
  }

  private Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "mayfly-start-" + threadNumber.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  public Settings settings() {
    return settings;
  }

  /**
   * The session, opened now if it is not yet.
   *
   * @throws EngineNotFoundException if no engine answers; it is looked for once a run, and not
   *     again in runs that follow within ten seconds
   */
  public Orchestrator session() {
    Orchestrator opened = session.get();
    if (closed) {
      opened.close(); // it was being opened meanwhile
    }
    return opened;
  }

  /** The session, if it was opened. */
  public Optional<Orchestrator> ifOpen() {
    return session.ifMade();
  }

  /**
   * A run is over: who comes after a while may have more luck with the engine.
   *
   * @param leftovers removes, in the background, what nobody of the run has taken
   */
  public synchronized void runEnded(Runnable leftovers) {
    session.runEnded();
    tidying = tidying.thenRunAsync(leftovers, threads);
  }

  /** Something that is closed only when the JVM ends uses what all scopes share. */
  public void isUsedUntilJvmEnds() {
    isUsedUntilJvmEnds = true;
  }

  AliasNetworks networks() {
    return networks;
  }

  /** Gives a claim's names back, unless a container that is kept for a look has one of them. */
  void leave(Claim claim) {
    if (ifOpen().filter(opened -> opened.isKept(claim.network(), claim.names())).isEmpty()) {
      networks.leave(claim);
    }
  }

  /** The containers that all scopes share; they are removed with the session. */
  public Pool pool() {
    return ofRun.get();
  }

  /** The containers that are shared with other JVMs of the build. */
  public Pool buildPool() {
    return ofBuild.get();
  }

  /** A pool for those within one scope, where each name is a container. */
  Pool newPool() {
    return pool(true, this::startShared);
  }

  /** Names differ between scopes; the networks bridge that. */
  private Pool pool(boolean byName, SharedContainer.Starter starter) {
    return new Pool(byName, starter, networks, this::forgetSlices, threads);
  }

  private RunningContainer startShared(StartRequest request, Claim home) {
    return session().start(request.of(home.join(request.spec())));
  }

  private RunningContainer lease(StartRequest request, Claim home) {
    return session().lease(request, home.network());
  }

  SlicePools slices() {
    return slices.get();
  }

  private void forgetSlices(RunningContainer container) {
    slices.ifMade().ifPresent(all -> all.close(container));
  }

  /** Removes a container that nobody else has. */
  void remove(RunningContainer container) {
    forgetSlices(container);
    container.close();
  }

  /** The threads that start and remove containers. */
  public ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    closed = true;
    try {
      awaitTidying();
      slices.ifMade().ifPresent(SlicePools::close);
    } finally {
      end();
    }
  }

  private void end() {
    try {
      boolean staysOn = ofRun.ifMade().isPresent() && settings.suiteEndsWithJvm(isUsedUntilJvmEnds);
      ifOpen().ifPresent(staysOn ? Orchestrator::closeWithJvm : Orchestrator::close);
    } finally {
      threads.shutdownNow();
    }
  }

  private void awaitTidying() {
    try {
      tidying.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("What a run has left goes with its session", e);
    }
  }
}
