package dev.mayfly.junit;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs with equal settings share within a launcher session: one session of containers, opened
 * when the first is needed, and the threads that start them. Thread-safe.
 */
final class RunSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Settings settings;
  private final Supplier<Containers> opening;
  private final Lanes lanes = new Lanes();
  private final Pool pool = new Pool(this);
  private final SliceShops slices = new SliceShops(this);
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::daemon);
  private volatile CompletableFuture<Void> tidying = CompletableFuture.allOf();
  private volatile Lazy<Containers> containers;
  private volatile boolean closed;

  /**
   * A session that is not opened yet.
   *
   * @param opening opens it
   */
  RunSession(Settings settings, Function<Settings, Containers> opening) {
    this.settings = settings;
    this.opening = () -> opening.apply(settings);
    this.containers = new Lazy<>(this.opening);
  }

  private Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "mayfly-start-" + threadNumber.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  Settings settings() {
    return settings;
  }

  /**
   * The session, opened now if it is not yet.
   *
   * @throws EngineNotFoundException if no engine answers; it is looked for once a run
   */
  Containers containers() {
    Containers opened = containers.get();
    if (closed) {
      opened.close(); // it was being opened meanwhile
    }
    return opened;
  }

  /** The session, if it was opened. */
  Optional<Containers> ifOpen() {
    return containers.ifMade();
  }

  /**
   * A run is over: who comes next may have more luck with the engine.
   *
   * @param leftovers removes, in the background, what nobody of the run has taken
   */
  synchronized void runEnded(Runnable leftovers) {
    if (containers.hasFailed()) {
      containers = new Lazy<>(opening);
    }
    tidying = tidying.thenRunAsync(leftovers, threads);
  }

  Lanes lanes() {
    return lanes;
  }

  /** Gives a lane's names back, unless a container that is kept for a look has one of them. */
  void leave(Lane lane) {
    if (ifOpen().filter(opened -> opened.isKept(lane.network(), lane.names())).isEmpty()) {
      lanes.leave(lane);
    }
  }

  /** The containers that are shared by all classes; they are removed with the session. */
  Pool pool() {
    return pool;
  }

  SliceShops slices() {
    return slices;
  }

  ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    closed = true;
    try {
      awaitTidying();
      slices.close();
    } finally {
      end();
    }
  }

  private void end() {
    try {
      ifOpen().ifPresent(Containers::close);
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
