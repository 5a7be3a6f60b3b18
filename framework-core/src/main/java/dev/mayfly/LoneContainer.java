package dev.mayfly;

import dev.mayfly.LoneSessions.Lone;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The container of a handle that was started by itself, in a session of its own. Thread-safe: its
 * lock is held while the container starts and ends, and who asks for that too waits.
 */
final class LoneContainer {

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Lone current;

  /**
   * Starts it, unless it is there.
   *
   * @param bind lets the handle stand for it
   */
  void start(ContainerSpec spec, String type, Consumer<RunningContainer> bind) {
    lock.lock();
    try {
      if (current == null) {
        Lone fresh = sessions().start(spec, type);
        current = fresh;
        bind.accept(fresh.container());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends it with its session.
   *
   * @param unbind the handle stands for nothing any more
   * @return whether there was one
   */
  boolean end(Runnable unbind) {
    lock.lock();
    try {
      Lone known = current;
      current = null;
      if (known != null) {
        unbind.run();
        known.end().run();
      }
      return known != null;
    } finally {
      lock.unlock();
    }
  }

  /** Those of this jar, whatever the thread's class loader is. */
  private static LoneSessions sessions() {
    return ServiceLoader.load(LoneSessions.class, LoneSessions.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () -> new MayflyException("mayfly-core's jar is not whole: it opens no sessions."));
  }
}
