package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands a container's lines on by a daemon thread of its own, which ends with the log. A slow
 * consumer delays nobody: what it can't take in time is dropped and counted. Thread-safe.
 */
final class LogDelivery {

  private static final int MOST_WAITING = 10_000;

  private final BlockingQueue<Optional<LogLine>> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong dropped = new AtomicLong();
  private final Consumer<String> lines;

  private LogDelivery(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Begins to hand on, under a thread's name that names the container. */
  static LogDelivery begin(String name, Consumer<String> lines) {
    LogDelivery delivery = new LogDelivery(lines);
    Thread thread = new Thread(delivery::run, "mayfly-log-" + name);
    thread.setDaemon(true);
    thread.start();
    return delivery;
  }

  /** Another line; never waits. */
  void add(LogLine line) {
    if (waiting.size() < MOST_WAITING) {
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
        lines.accept(next.get().text());
        tellDropped();
      }
      tellDropped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellDropped() {
    if (waiting.size() < MOST_WAITING / 2) {
      long lost = dropped.getAndSet(0);
      if (lost > 0) {
        lines.accept(
            "[" + lost + " lines were dropped here: they came faster than they were taken]");
      }
    }
  }
}
