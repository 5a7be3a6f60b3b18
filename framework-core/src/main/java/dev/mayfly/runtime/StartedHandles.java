package dev.mayfly.runtime;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handles that a session has started, so that each has one container, and each name on the
 * network one handle. Thread-safe.
 */
final class StartedHandles {

  private final Map<ContainerSlot, One> handles = new ConcurrentHashMap<>();
  private final Map<String, One> names = new ConcurrentHashMap<>();

  /**
   * Lets the handle stand for its container: the one that runs, or a new one.
   *
   * @param alias what it is called on the network
   * @throws MayflyException if it runs under another name, if another handle's container has this
   *     one, or if it belongs to another session
   */
  <H extends ContainerHandle> H start(
      String alias, H handle, Function<String, RunningContainer> start) {
    handles.computeIfAbsent(handle.slot(), One::new).run(alias, start);
    return handle;
  }

  /**
   * The same for a handle that nobody gave a name: a second one of its type gets a number.
   *
   * @throws MayflyException if it belongs to another session
   */
  <H extends ContainerHandle> H startAs(
      String type, H handle, Function<String, RunningContainer> start) {
    handles.computeIfAbsent(handle.slot(), One::new).runAs(type, start);
    return handle;
  }

  /** All containers are gone: the handles belong to nobody any more. */
  void release() {
    handles.keySet().forEach(slot -> slot.unbind(this));
    handles.clear();
    names.clear();
  }

  private boolean claim(String name, One one) {
    return names.compute(name, (key, other) -> other == null || other.isGone() ? one : other)
        == one;
  }

  /** One handle. Its lock is held while its container starts: who asks for it too, waits. */
  private final class One {
    private final ContainerSlot slot;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable RunningContainer container;
    private String name = "";

    One(ContainerSlot slot) {
      this.slot = slot;
    }

    void run(String alias, Function<String, RunningContainer> start) {
      lock.lock();
      try {
        if (!isRunningAgain(alias)) {
          if (!claim(alias, this)) {
            throw taken(alias);
          }
          begin(alias, start);
        }
      } finally {
        lock.unlock();
      }
    }

    void runAs(String type, Function<String, RunningContainer> start) {
      lock.lock();
      try {
        if (!isRunningAgain(name)) {
          String free = type;
          for (int number = 2; !claim(free, this); number++) {
            free = type + "-" + number;
          }
          begin(free, start);
        }
      } finally {
        lock.unlock();
      }
    }

    /** Whether its container was closed or removed. */
    boolean isGone() {
      return container instanceof StartedContainer started && started.isGone();
    }

    private boolean isRunningAgain(String alias) {
      RunningContainer known = container;
      if (known == null || isGone()) {
        container = null;
        return false;
      }
      requireSame(alias);
      if (!known.isRunning()) {
        known.start();
      }
      return true;
    }

    private void begin(String alias, Function<String, RunningContainer> start) {
      try {
        slot.bindAlone(StartedHandles.this, this::beingStarted);
        RunningContainer started = bound(alias, start);
        container = started;
        name = alias;
      } catch (RuntimeException | Error failure) {
        names.remove(alias, this);
        throw failure;
      }
    }

    private RunningContainer bound(String alias, Function<String, RunningContainer> start) {
      try {
        RunningContainer started = start.apply(alias);
        slot.bind(StartedHandles.this, () -> started);
        return started;
      } catch (RuntimeException | Error failure) {
        slot.unbind(StartedHandles.this);
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

    private MayflyException taken(String alias) {
      One other = names.getOrDefault(alias, this);
      return new MayflyException(
          "This container ("
              + slot.spec().image().describe()
              + ") can't be started as \""
              + alias
              + "\": "
              + other.slot.spec().image().describe()
              + " has that name in this session, and both would answer to it. Take another name, or"
              + " close the other one first.");
    }
  }
}
