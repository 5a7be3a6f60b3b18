package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The policy that pulls again what was pulled long ago.
 *
 * @param age from which on it is pulled again
 */
record PullOlderThan(Duration age) implements PullPolicy {

  PullOlderThan {
    if (Given.value(age, "olderThan").isZero() || age.isNegative()) {
      throw new IllegalArgumentException(
          "olderThan(" + age + ") is no age; always() pulls each image once a session.");
    }
    age = Durations.bounded(age);
  }

  @Override
  public boolean pulls(ImageName name, Optional<PresentImage> present) {
    return present
        .flatMap(PresentImage::pulled)
        .map(pulled -> pulled.isBefore(Instant.now().minus(age)))
        .orElse(true);
  }

  @Override
  public String toString() {
    return "older-than:" + age;
  }
}
