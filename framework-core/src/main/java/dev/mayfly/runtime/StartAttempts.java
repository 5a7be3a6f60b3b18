package dev.mayfly.runtime;

import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a container anew, as another one, when it did not come to be ready and its description
 * allows more attempts. What failed before that, as an image or a mapped port, would fail again.
 */
final class StartAttempts {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private StartAttempts() {}

  /**
   * Returns what the first attempt brings that does not fail.
   *
   * @throws ContainerStartException of the last one, with those before suppressed
   */
  static StartedContainer of(StartRequest request, Function<Attempt, StartedContainer> start) {
    List<ContainerStartException> earlier = new ArrayList<>();
    Attempt attempt = new Attempt(1, request.spec().startAttempts());
    while (true) {
      try {
        return start.apply(attempt);
      } catch (ContainerStartException failure) {
        if (attempt.isLast() || !mayHelp(failure)) {
          earlier.forEach(failure::addSuppressed);
          throw failure;
        }
        LOG.warn("Attempt {} failed, and another one begins: {}", attempt, failure.getMessage());
        earlier.add(failure);
        attempt = attempt.next();
      }
    }
  }

  private static boolean mayHelp(ContainerStartException failure) {
    return failure.phase() == Phase.READY && !Thread.currentThread().isInterrupted();
  }

  /** One of several starts. */
  record Attempt(int number, int of) {

    static final Attempt ONLY = new Attempt(1, 1);

    boolean isLast() {
      return number == of;
    }

    private Attempt next() {
      return new Attempt(number + 1, of);
    }

    /** For messages; of the only one there is nothing to say. */
    @Override
    public String toString() {
      return of == 1 ? "" : number + " of " + of;
    }
  }
}
