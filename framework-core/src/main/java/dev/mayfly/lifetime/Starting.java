package dev.mayfly.lifetime;

import dev.mayfly.MayflyException;
import org.jspecify.annotations.Nullable;

/** The thread that starts a container, as long as it does, and whether it was told to stop. */
final class Starting {

  private @Nullable Thread thread;
  private boolean unwanted;
  private boolean stopped;

  /**
   * The current thread starts the container.
   *
   * @throws MayflyException if nobody needs that any more
   */
  synchronized void begin(String place) {
    if (unwanted) {
      stopped = true;
      throw new MayflyException(place + " was not started: another start has failed.");
    }
    thread = Thread.currentThread();
  }

  /** It is done; an interrupt that came too late is not left to what the thread does next. */
  synchronized void end() {
    thread = null;
    if (stopped && Thread.interrupted()) {
      return;
    }
  }

  /** Nobody needs the container any more. */
  synchronized void cancel() {
    unwanted = true;
    Thread starter = thread;
    if (starter != null) {
      stopped = true;
      starter.interrupt();
    }
  }

  /** Whether the start did not come to its end for that reason. */
  synchronized boolean wasStopped() {
    return stopped;
  }
}
