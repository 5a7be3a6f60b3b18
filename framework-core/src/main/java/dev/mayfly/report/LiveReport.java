package dev.mayfly.report;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pages of a session up to date while it goes on, by a thread of its own. It writes when
 * something has happened, and else often enough to be known to live, and takes a twentieth of a
 * processor at most.
 */
public final class LiveReport implements AutoCloseable {

  private static final Duration PACE = Duration.ofSeconds(2);
  private static final int SHARE = 20;
  private static final int QUIET_ROUNDS = 5;

  private final Report report;
  private final Journal journal;
  private final String session;
  private final Duration pace;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable RunRecord last;
  private int quiet;

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
      long pause = pace.toNanos();
      while (!over.await(pause, TimeUnit.NANOSECONDS)) {
        long began = System.nanoTime();
        write();
        pause = Math.max(pace.toNanos(), SHARE * (System.nanoTime() - began));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void write() {
    if (over.getCount() == 0 || journal.isEmpty()) {
      return;
    }
    RunRecord now = journal.toRecord(session, false);
    RunRecord before = last;
    boolean isNew = before == null || !before.equals(now.endedAt(before.ended()));
    quiet = isNew ? 0 : quiet + 1;
    if (isNew || quiet % QUIET_ROUNDS == 0) {
      last = now;
      report.update(now, journal.files());
    }
  }

  /** Writes nothing any more. */
  @Override
  public synchronized void close() {
    over.countDown();
  }
}
