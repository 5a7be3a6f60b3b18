package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again what an API server refuses for a moment, until it is closed: one that has just been
 * started again does not know yet who may do what. Thread-safe.
 */
final class Retries implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** However long each answer takes: a Job that nobody holds lasts 2 minutes. */
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final int tries;
  private final Predicate<EngineException> passing;
  private final CountDownLatch over = new CountDownLatch(1);

  private Retries(int tries, Predicate<EngineException> passing) {
    this.tries = tries;
    this.passing = passing;
  }

  /** Of what a server that starts may refuse for half a minute. */
  static Retries ofStarting() {
    return new Retries(
        30,
        refusal ->
            ApiErrors.isPassing(refusal.status())
                || refusal.status() == ApiErrors.UNAUTHORIZED
                || refusal.status() == ApiErrors.FORBIDDEN);
  }

  /** Of what a server has not even looked at. */
  static Retries ofThrottled() {
    return new Retries(6, refusal -> refusal.status() == ApiErrors.TOO_MANY);
  }

  /** Of what there is no room for before a quota has noticed that others have gone. */
  static Retries ofFull(Departures departures) {
    return new Retries(30, departures::mayMakeRoomFor);
  }

  /**
   * Asks until there is an answer.
   *
   * @throws EngineException the last refusal, or one that will not pass
   */
  <T> T ask(Supplier<T> question) {
    long begin = System.nanoTime();
    for (int tried = 1; ; tried++) {
      try {
        return question.get();
      } catch (EngineException e) {
        boolean isLate = System.nanoTime() - begin >= LONGEST.toNanos();
        if (tried == tries || isLate || !mayPass(e) || isOver()) {
          throw e;
        }
        LOG.debug("Asks again: {}", e.getMessage());
      }
    }
  }

  private boolean mayPass(EngineException e) {
    return !Thread.currentThread().isInterrupted() && passing.test(e);
  }

  private boolean isOver() {
    try {
      return over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
