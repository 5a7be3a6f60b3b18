package dev.mayfly.ready;

import java.util.Objects;

/** A check of the user's own; equal to another only if it is the same object. */
record CheckReadiness(String description, Check check) implements Readiness {

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
