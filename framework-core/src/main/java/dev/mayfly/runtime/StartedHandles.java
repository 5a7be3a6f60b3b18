package dev.mayfly.runtime;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The handles that a session has started, so that each has one container. Thread-safe. */
final class StartedHandles {

  private final Map<ContainerSlot, One> handles = new ConcurrentHashMap<>();

  /**
   * Lets the handle stand for its container: the one that runs, or a new one.
   *
   * @param alias what it is called on the network
   * @throws MayflyException if it runs under another name, or belongs to another session
   */
  <H extends ContainerHandle> H start(H handle, String alias, Supplier<RunningContainer> start) {
    handles.computeIfAbsent(handle.slot(), One::new).run(this, alias, start);
    return handle;
  }

  /** All containers are gone: the handles belong to nobody any more. */
  void release() {
    handles.keySet().forEach(slot -> slot.unbind(this));
    handles.clear();
  }

  /** One handle. Its lock is held while its container starts: who asks for it too, waits. */
  private static final class One {
    private final ContainerSlot slot;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable RunningContainer container;
    private String name = "";

    One(ContainerSlot slot) {
      this.slot = slot;
    }

    void run(StartedHandles owner, String alias, Supplier<RunningContainer> start) {
      lock.lock();
      try {
        RunningContainer known = container;
        if (known == null || isGone(known)) {
          container = begin(owner, start);
          name = alias;
          return;
        }
        requireSame(alias);
        if (!known.isRunning()) {
          known.start();
        }
      } finally {
        lock.unlock();
      }
    }

    private static boolean isGone(RunningContainer known) {
      return known instanceof StartedContainer started && started.isGone();
    }

    private RunningContainer begin(StartedHandles owner, Supplier<RunningContainer> start) {
      container = null;
      slot.bindAlone(owner, this::beingStarted);
      try {
        RunningContainer started = start.get();
        slot.bind(owner, () -> started);
        return started;
      } catch (RuntimeException | Error failure) {
        slot.unbind(owner);
        throw failure;
      }
    }

    private RunningContainer beingStarted() {
      throw new MayflyException(
          "This container ("
              + slot.spec().image().describe()
              + ") is being started; ask for it when start(…) has returned.");
    }

    private void requireSame(String alias) {
      if (!alias.equals(name)) {
        throw new MayflyException(
            "This container ("
                + slot.spec().image().describe()
                + ") runs as \""
                + name
                + "\" already and can't be started as \""
                + alias
                + "\" too. Make a second handle for a second container, such as"
                + " GenericContainer.of(handle.slot().spec()).");
      }
    }
  }
}
