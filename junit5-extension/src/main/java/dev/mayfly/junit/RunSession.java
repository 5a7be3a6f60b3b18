package dev.mayfly.junit;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What runs with equal settings share within a launcher session: one session of containers, opened
 * when the first is needed, and the threads that start them. Thread-safe.
 */
final class RunSession implements AutoCloseable {

  private final Settings settings;
  private final Lazy<Containers> containers;
  private final Lanes lanes = new Lanes();
  private final Pool pool = new Pool(this);
  private final SliceShops slices = new SliceShops(this);
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::daemon);
  private volatile boolean closed;

  /**
   * A session that is not opened yet.
   *
   * @param opening opens it
   */
  RunSession(Settings settings, Function<Settings, Containers> opening) {
    this.settings = settings;
    this.containers = new Lazy<>(() -> opening.apply(settings));
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
   * @throws EngineNotFoundException if no engine answers; it is looked for once
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
      slices.close();
      containers.ifMade().ifPresent(Containers::close);
    } finally {
      threads.shutdownNow();
    }
  }
}
