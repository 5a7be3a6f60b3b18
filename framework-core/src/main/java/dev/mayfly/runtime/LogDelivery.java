package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a container's lines on by a daemon thread of its own, which ends with the log. A slow
 * consumer delays nobody: what it can't take in time is dropped and counted. Thread-safe.
 */
final class LogDelivery {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.logs");
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_CHARACTERS = 16_000_000;

  private final BlockingQueue<Optional<LogLine>> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong characters = new AtomicLong();
  private final String name;
  private final Consumer<LogLine> lines;
  private final Runnable atEnd;
  private volatile boolean over;

  private LogDelivery(String name, Consumer<LogLine> lines, Runnable atEnd) {
    this.name = name;
    this.lines = lines;
    this.atEnd = atEnd;
  }

  /**
   * Begins to hand on, under a thread's name that names the container.
   *
   * @param lines gets one after the other; if it throws, it gets no more
   * @param atEnd runs after the last
   */
  static LogDelivery begin(String name, Consumer<LogLine> lines, Runnable atEnd) {
    LogDelivery delivery = new LogDelivery(name, lines, atEnd);
    Thread thread = new Thread(delivery::run, "mayfly-log-" + name);
    thread.setDaemon(true);
    thread.start();
    return delivery;
  }

  /** Another line; never waits. */
  void add(LogLine line) {
    if (over) {
      return;
    }
    if (waiting.size() < MOST_WAITING && characters.get() < MOST_CHARACTERS) {
      characters.addAndGet(line.text().length());
      waiting.add(Optional.of(line));
    } else {
      dropped.incrementAndGet();
    }
  }

  /** The log is over; the thread ends when it has handed on what waits. */
  void end() {
    waiting.add(Optional.empty());
  }

  private void run() {
    try {
      for (Optional<LogLine> next = waiting.take(); next.isPresent(); next = waiting.take()) {
        characters.addAndGet(-next.get().text().length());
        lines.accept(next.get());
        tellDropped();
      }
      tellDropped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("What gets the log of {} failed and gets no more of it", name, e);
    } finally {
      over = true;
      waiting.clear();
      atEnd.run();
    }
  }

  private void tellDropped() {
    if (waiting.size() < MOST_WAITING / 2) {
      long lost = dropped.getAndSet(0);
      if (lost > 0) {
        String text =
            "[" + lost + " lines were dropped here: they came faster than they were taken]";
        lines.accept(new LogLine(LogLine.Stream.STDERR, Instant.now(), text));
      }
    }
  }
}
