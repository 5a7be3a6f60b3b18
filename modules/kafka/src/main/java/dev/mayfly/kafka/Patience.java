package dev.mayfly.kafka;

import dev.mayfly.RunningContainer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.time.Duration;

/**
 * Asks a broker again and again, since a cold or busy one does what it was asked after its answer
 * was due. For one thread.
 */
final class Patience {

  private static final long LONGEST_PAUSE_MILLIS = 200;

  private final RunningContainer container;
  private final long end;
  private long pauseMillis = 10;

  private Patience(RunningContainer container, long end) {
    this.container = container;
    this.end = end;
  }

  /** Begins now; all that is asked shares the time. */
  static Patience of(RunningContainer container, Duration limit) {
    return new Patience(container, System.nanoTime() + limit.toNanos());
  }

  /** Does the same if it was done before. */
  @FunctionalInterface
  interface Question {
    Look ask() throws IOException;
  }

  /**
   * Asks until the answer is final, and returns it; after the time, the last one.
   *
   * @throws IOException if the broker can't be asked, because its container runs no more
   */
  Look ask(Question question) throws IOException, InterruptedException {
    Look look = once(question);
    while (look.verdict() == Verdict.NOT_YET && System.nanoTime() - end < 0) {
      Thread.sleep(pauseMillis);
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      look = once(question);
    }
    return look;
  }

  private Look once(Question question) throws IOException {
    try {
      return question.ask();
    } catch (IOException e) {
      if (!container.isRunning()) {
        throw e;
      }
      return Look.failed(e);
    }
  }
}
