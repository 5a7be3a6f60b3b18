package dev.mayfly.lifetime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.EngineInfo;
import dev.mayfly.runtime.Orchestrator;
import dev.mayfly.runtime.Settings;
import java.util.concurrent.Semaphore;

/** What containers may use of the engine before their scopes have begun. Thread-safe. */
final class EarlyBudget {

  private static final long MEBIBYTE = 1L << 20;
  private static final int UNLIMITED_COUNTS_AS = 512;

  private final int mebibytes;
  private final Semaphore memory;
  private final int most;
  private final Semaphore places;
  private final Semaphore starts;

  private EarlyBudget(int mebibytes, int most, int starts) {
    this.mebibytes = mebibytes;
    this.memory = new Semaphore(mebibytes);
    this.most = most;
    this.places = new Semaphore(most);
    this.starts = new Semaphore(starts);
  }

  /**
   * The budget that a session's settings and engine give.
   *
   * @throws dev.mayfly.engine.EngineException if the engine can't be asked
   */
  static EarlyBudget of(Orchestrator session) {
    Settings settings = session.settings();
    EngineInfo engine = session.engineInfo();
    double part = settings.earlyMemory();
    return new EarlyBudget(
        (int) (engine.memoryLeft() * part / MEBIBYTE),
        (int) (engine.containersLeft() * part),
        settings.earlyStarts(engine.processors()));
  }

  private static int mebibytesOf(ContainerSpec spec) {
    long limit = spec.resources().memory();
    return limit == 0 ? UNLIMITED_COUNTS_AS : (int) (limit / MEBIBYTE);
  }

  /** Waits until there is room for one more; tells whether there can be, and that it was taken. */
  boolean take(ContainerSpec spec) {
    int wanted = mebibytesOf(spec);
    if (wanted > mebibytes || most == 0) {
      return false;
    }
    try {
      memory.acquire(wanted);
      places.acquire();
      starts.acquire();
      return true;
    } catch (InterruptedException e) { // the run ends
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A container is ready, or has failed. */
  void started() {
    starts.release();
  }

  /** A container is gone, or belongs to its scope from now on. */
  void leave(ContainerSpec spec) {
    memory.release(mebibytesOf(spec));
    places.release();
  }
}
