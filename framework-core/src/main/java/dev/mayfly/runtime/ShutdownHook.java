package dev.mayfly.runtime;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a session that nobody closed when the JVM ends, and lets the JVM end all the same when
 * that takes too long.
 */
final class ShutdownHook {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private ShutdownHook() {}

  /** The hook's thread; closing goes on in another one, which the end of the JVM cuts short. */
  static Thread of(Session session, Runnable close, Duration limit) {
    return new Thread(() -> run(session, close, limit), "mayfly-shutdown-" + session.id());
  }

  private static void run(Session session, Runnable close, Duration limit) {
    Thread closing = new Thread(close, "mayfly-close-" + session.id());
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (closing.isAlive()) {
      LOG.warn(
          "Session {} is not closed {} ms after this JVM was asked to end, which it does now"
              + " (mayfly.shutdown.timeout); what is left is for its reaper, or the next session.",
          session.id(),
          limit.toMillis());
    }
  }
}
