package dev.mayfly.junit;

import dev.mayfly.RunningContainer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A container that several tests or classes share, started by the first that takes it.
 *
 * <p>However many take it at once, it is started once, and if that fails all of them are told; who
 * comes later tries again. Who finds that it died gets a fresh one. Thread-safe; no lock is held
 * while an engine is asked.
 */
final class Shared {

  private final Lanes lanes;
  private final AtomicReference<@Nullable Lease> current = new AtomicReference<>();

  Shared(Lanes lanes) {
    this.lanes = lanes;
  }

  /** The names that it has from its start, and the lane that they are on. */
  Lanes.Home home() {
    return lanes.home(this);
  }

  /**
   * The container, started and ready; to be given back.
   *
   * @throws RuntimeException what the start failed with
   */
  Lease take(Supplier<RunningContainer> start) {
    while (true) {
      Lease present = current.get();
      if (present != null && present.isAlive()) {
        return present.taken();
      }
      Lease fresh = new Lease(home());
      if (current.compareAndSet(present, fresh)) {
        if (present != null) {
          present.retire();
        }
        return begin(fresh.taken(), start);
      }
    }
  }

  private Lease begin(Lease fresh, Supplier<RunningContainer> start) {
    try {
      fresh.started(start.get());
      return fresh;
    } catch (RuntimeException | Error failure) {
      current.compareAndSet(fresh, null);
      fresh.failed(failure);
      throw failure;
    }
  }

  /** Removes the container, waiting for it if it is being started, and gives back its names. */
  void close() {
    Lease last = current.get();
    try {
      if (last != null) {
        last.closeOrTell();
      }
    } finally {
      lanes.forget(this);
    }
  }
}
