package dev.mayfly.lifetime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.runtime.StartRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A container that several tests or classes share, started by the first that takes it.
 *
 * <p>However many take it at once, it is started once, and if that fails all of them are told; who
 * comes later tries again, and so does who needs it now when a start ahead of time has failed. Who
 * finds that it died gets a fresh one. Thread-safe; no lock is held while an engine is asked.
 */
final class SharedContainer {

  private final AliasNetworks networks;
  private final Starter starter;
  private final Consumer<RunningContainer> goodbye;
  private final AtomicReference<@Nullable Lease> current = new AtomicReference<>();

  /** How a container is come by that several have in common. */
  interface Starter {

    /**
     * The container, started and ready.
     *
     * @param home the network where it meets others unless it chooses one
     */
    RunningContainer start(StartRequest request, Claim home);
  }

  /**
   * A container that is not started yet.
   *
   * @param goodbye what is done before it is removed
   */
  SharedContainer(AliasNetworks networks, Starter starter, Consumer<RunningContainer> goodbye) {
    this.networks = networks;
    this.starter = starter;
    this.goodbye = goodbye;
  }

  /**
   * The container, started and ready; to be given back.
   *
   * @param declared as it is declared, without the network that it will be on
   * @throws RuntimeException what the start failed with
   */
  Lease take(StartRequest declared) {
    while (true) {
      Lease present = current.get();
      if (present != null && isOfUse(present, declared.ahead())) {
        return present.taken();
      }
      Lease fresh = new Lease(networks.home(this), goodbye, declared.ahead());
      if (current.compareAndSet(present, fresh)) {
        if (present != null) {
          ContainerSpec spec = declared.spec();
          present.retire(spec.name() != null || !spec.chosenPorts().isEmpty());
        }
        return begin(fresh.taken(), declared);
      }
    }
  }

  private static boolean isOfUse(Lease present, boolean ahead) {
    try {
      return present.isAlive();
    } catch (RuntimeException failure) {
      if (ahead || !present.isAhead() || Thread.currentThread().isInterrupted()) {
        throw failure;
      }
      return false; // there may have been no room for it then
    }
  }

  private Lease begin(Lease fresh, StartRequest declared) {
    try {
      fresh.started(start(declared, networks.home(this)));
      return fresh;
    } catch (RuntimeException | Error failure) {
      current.compareAndSet(fresh, null);
      fresh.failed(failure);
      throw failure;
    }
  }

  private RunningContainer start(StartRequest declared, Claim home) {
    List<String> names = home.names().isEmpty() ? declared.aliases() : List.copyOf(home.names());
    return starter.start(declared.known(names), home);
  }

  /** Removes the container, waiting for it if it is being started, and gives back its names. */
  void close() {
    Lease last = current.get();
    try {
      if (last != null) {
        last.closeOrTell();
      }
    } finally {
      networks.forget(this);
    }
  }
}
