package dev.mayfly.kubernetes;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one pod's log on a thread of its own to the end of the pod's process, over as many
 * connections as it takes.
 */
final class PodLogFollower implements LogSubscription {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");
  private static final long LONGEST_PAUSE = 2_000;
  private static final long FIRST_PAUSE = 100;

  private final PodLogs logs;
  private final String pod;
  private final int tail;
  private final Consumer<LogLine> lines;
  private final Runnable atEnd;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable InputStream open;

  // Where it goes on; known to its thread alone. Several lines may have one time.
  private Instant last;
  private int seenAtLast;
  private int known;
  private long pause = FIRST_PAUSE;

  private PodLogFollower(
      PodLogs logs, String pod, Instant since, int tail, Consumer<LogLine> lines, Runnable atEnd) {
    this.logs = logs;
    this.pod = pod;
    this.tail = tail;
    this.lines = lines;
    this.atEnd = atEnd;
    this.last = since;
    this.thread = Threads.daemon("mayfly-kubernetes-log-" + pod, this::run);
  }

  /**
   * Begins in the background.
   *
   * @param tail how many lines of what is there already, the last ones; 0 for all
   */
  static PodLogFollower start(
      PodLogs logs, String pod, Instant since, int tail, Consumer<LogLine> lines, Runnable atEnd) {
    PodLogFollower follower = new PodLogFollower(logs, pod, since, tail, lines, atEnd);
    follower.thread.start();
    return follower;
  }

  private void run() {
    try {
      do {
        readOnce();
      } while (!closed && logs.goesOn(pod) && hasPaused());
    } finally {
      atEnd.run();
    }
  }

  private void readOnce() {
    known = seenAtLast;
    int most = last.equals(Instant.EPOCH) ? tail : 0;
    try (InputStream log = logs.following(pod, last, most)) {
      open = log;
      if (!closed) {
        LogText.read(log, this::take);
      }
    } catch (IOException | EngineException e) {
      LOG.debug("Following the log of {} broke: {}", pod, e.getMessage());
    } finally {
      open = null;
    }
  }

  /** What is sent once more is known. */
  private void take(LogLine line) {
    if (closed || line.time().isBefore(last)) {
      return;
    }
    if (!line.time().equals(last)) {
      last = line.time();
      seenAtLast = 0;
      known = 0;
    } else if (known > 0) {
      known--;
      return;
    }
    seenAtLast++;
    pause = FIRST_PAUSE;
    lines.accept(line);
  }

  private boolean hasPaused() {
    try {
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      return !closed;
    } catch (InterruptedException e) {
      return false; // closed
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    InputStream log = open;
    if (log == null) {
      thread.interrupt();
      return;
    }
    try {
      log.close();
    } catch (IOException e) {
      LOG.debug("The log of {} was not closed well", pod, e);
    }
  }
}
