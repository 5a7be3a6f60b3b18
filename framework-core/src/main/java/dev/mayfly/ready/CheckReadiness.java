package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import java.util.Objects;

/** A check of the user's own; equal to another only if it is the same object. */
record CheckReadiness(String description, Check check) implements Readiness {

  CheckReadiness {
    Given.value(description, "check's description");
    Given.value(check, "check");
  }

  @Override
  public Look look(Probe probe) throws Exception {
    return Objects.requireNonNullElse(
        check.look(probe), Look.never("the check returned null; it must return a Look"));
  }

  @Override
  public String describe() {
    return description;
  }
}
