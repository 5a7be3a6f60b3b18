package dev.mayfly.bench.runner;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A bound that Mayfly sets itself.
 *
 * @param scenario its letter
 * @param what is bounded, or why there is no figure
 * @param reached what was measured; empty if there is nothing to measure yet
 * @param bound what must not be exceeded
 */
public record Goal(char scenario, String what, OptionalDouble reached, double bound) {

  public boolean isMet() {
    return reached.isPresent() && reached.getAsDouble() <= bound;
  }

  /** {@code a 0.58 0.60 ok}, and what it is. */
  String line() {
    String shown =
        reached.isPresent() ? String.format(Locale.ROOT, "%.2f", reached.getAsDouble()) : "-";
    return String.format(
        Locale.ROOT, "%s %s %.2f %-5s  %s", scenario, shown, bound, isMet() ? "ok" : "short", what);
  }
}
