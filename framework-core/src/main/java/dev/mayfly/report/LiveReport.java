package dev.mayfly.report;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pages of a session up to date while it goes on, by a thread of its own. It writes when
 * something has happened, and else often enough to be known to live, and takes a twentieth of a
 * processor at most, unless that is less than once in ten seconds.
 */
public final class LiveReport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.report");
  private static final Duration PACE = Duration.ofSeconds(2);
  private static final int SHARE = 20;

  /** In paces: how long it rests, and how long it says nothing, at most. */
  private static final int MOST_PACES = 5;

  private final Report report;
  private final Journal journal;
  private final String session;
  private final Duration pace;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable RunRecord last;
  private long told;

  private LiveReport(Report report, Journal journal, String session, Duration pace) {
    this.report = report;
    this.journal = journal;
    this.session = session;
    this.pace = pace;
  }

  /** Begins; a session that is over within two seconds has no page before its end. */
  public static LiveReport begin(Report report, Journal journal, String session) {
    return begin(report, journal, session, PACE);
  }

  static LiveReport begin(Report report, Journal journal, String session, Duration pace) {
    LiveReport live = new LiveReport(report, journal, session, pace);
    Thread thread = new Thread(live::run, "mayfly-report-" + session);
    thread.setDaemon(true);
    thread.start();
    return live;
  }

  private void run() {
    try {
      long longest = MOST_PACES * pace.toNanos();
      long pause = pace.toNanos();
      while (!over.await(pause, TimeUnit.NANOSECONDS)) {
        long began = System.nanoTime();
        writeNow();
        long share = SHARE * (System.nanoTime() - began);
        pause = Math.min(longest, Math.max(pace.toNanos(), share));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What goes wrong now may go well the next time. */
  private void writeNow() {
    try {
      write();
    } catch (RuntimeException e) {
      LOG.debug("The report can't be made yet", e);
    }
  }

  private synchronized void write() {
    if (over.getCount() == 0 || journal.isEmpty()) {
      return;
    }
    RunRecord now = journal.toRecord(session, false);
    RunRecord before = last;
    boolean isNew = before == null || !before.equals(now.endedAt(before.ended()));
    if (isNew || System.nanoTime() - told >= MOST_PACES * pace.toNanos()) {
      last = now;
      told = System.nanoTime();
      report.update(now, journal.files());
    }
  }

  /** Writes nothing any more. */
  @Override
  public synchronized void close() {
    over.countDown();
  }
}
