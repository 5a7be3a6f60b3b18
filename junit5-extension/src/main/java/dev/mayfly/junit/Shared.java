package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.runtime.StartRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A container that several tests or classes share, started by the first that takes it.
 *
 * <p>However many take it at once, it is started once, and if that fails all of them are told; who
 * comes later tries again. Who finds that it died gets a fresh one. Thread-safe; no lock is held
 * while an engine is asked.
 */
final class Shared {

  private final RunSession session;
  private final ContainerScope width;
  private final AtomicReference<@Nullable Lease> current = new AtomicReference<>();

  /**
   * A container that is not started yet.
   *
   * @param width by whom it is shared
   */
  Shared(RunSession session, ContainerScope width) {
    this.session = session;
    this.width = width;
  }

  /**
   * The container, started and ready; to be given back.
   *
   * @param declared as it is declared, without the lane that it will be on
   * @throws RuntimeException what the start failed with
   */
  Lease take(StartRequest declared) {
    while (true) {
      Lease present = current.get();
      if (present != null && present.isAlive()) {
        return present.taken();
      }
      Lease fresh = new Lease(session.lanes().home(this), session.slices()::close);
      if (current.compareAndSet(present, fresh)) {
        if (present != null) {
          ContainerSpec spec = declared.spec();
          present.retire(spec.name() != null || !spec.chosenPorts().isEmpty());
        }
        return begin(fresh.taken(), declared);
      }
    }
  }

  private Lease begin(Lease fresh, StartRequest declared) {
    try {
      fresh.started(start(declared, session.lanes().home(this)));
      return fresh;
    } catch (RuntimeException | Error failure) {
      current.compareAndSet(fresh, null);
      fresh.failed(failure);
      throw failure;
    }
  }

  private RunningContainer start(StartRequest declared, Lane home) {
    boolean ofBuild = width == ContainerScope.BUILD;
    StartRequest request =
        new StartRequest(
            ofBuild ? declared.spec() : home.join(declared.spec()),
            home.names().isEmpty() ? declared.aliases() : List.copyOf(home.names()),
            declared.place(),
            declared.needs());
    return ofBuild
        ? session.containers().lease(request, home.network())
        : session.containers().start(request);
  }

  /** Removes the container, waiting for it if it is being started, and gives back its names. */
  void close() {
    Lease last = current.get();
    try {
      if (last != null) {
        last.closeOrTell();
      }
    } finally {
      session.lanes().forget(this);
    }
  }
}
