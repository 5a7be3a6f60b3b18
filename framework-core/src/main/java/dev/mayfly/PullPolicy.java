package dev.mayfly;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether an image is fetched from its registry before a container of it starts.
 *
 * <p>It is asked once a session for each image, on the thread that starts a container, and by
 * several threads at once for several images. What it throws fails the start. An image's id, and a
 * digest that the engine has, are never pulled, whatever it says.
 */
@FunctionalInterface
public interface PullPolicy {

  /**
   * Whether to pull.
   *
   * @param name under which the registry is asked
   * @param present what the engine has under that name; empty if it has nothing, and the start
   *     fails unless it is pulled
   */
  boolean pulls(ImageName name, Optional<PresentImage> present);

  /** Pulls what the engine lacks. */
  static PullPolicy missing() {
    return UsualPull.MISSING;
  }

  /** Pulls each image once a session, so that a tag that has moved is noticed. */
  static PullPolicy always() {
    return UsualPull.ALWAYS;
  }

  /** Pulls nothing: the engine has what is needed, or the start fails. */
  static PullPolicy never() {
    return UsualPull.NEVER;
  }

  /**
   * Pulls what the engine lacks, and what was pulled longer ago, or nobody knows when.
   *
   * @throws IllegalArgumentException if {@code age} is not positive
   */
  static PullPolicy olderThan(Duration age) {
    return new PullOlderThan(age);
  }
}
