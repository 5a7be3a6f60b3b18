package dev.mayfly.runtime;

import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
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
   * @param most of how many
   * @param begin makes the start of a number, from 1
   * @param attempt does it
   * @throws ContainerStartException of the last one, with those before suppressed
   */
  static StartedContainer of(
      int most, IntFunction<Start> begin, Function<Start, StartedContainer> attempt) {
    List<ContainerStartException> earlier = new ArrayList<>();
    for (int number = 1; ; number++) {
      Start start = begin.apply(number);
      try {
        return attempt.apply(start);
      } catch (ContainerStartException failure) {
        if (number == most || !mayHelp(failure, start)) {
          earlier.forEach(failure::addSuppressed);
          throw failure;
        }
        start.life().triedAgain();
        LOG.warn("Attempt {} failed, another one begins: {}", number, failure.getMessage());
        earlier.add(failure);
      }
    }
  }

  /** One that was ready fails for another reason, such as a budget. */
  private static boolean mayHelp(ContainerStartException failure, Start start) {
    return failure.phase() == Phase.READY
        && !start.life().hasBeenReady()
        && !Thread.currentThread().isInterrupted();
  }
}
