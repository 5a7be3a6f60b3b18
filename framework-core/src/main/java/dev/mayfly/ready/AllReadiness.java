package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several questions, all of which must be answered with yes in one look.
 *
 * @param ownInARow how many such looks in a row count, if no part wants more
 */
record AllReadiness(List<Readiness> parts, int ownInARow) implements Readiness {

  AllReadiness {
    parts = List.copyOf(parts);
    if (ownInARow < 1) {
      throw new IllegalArgumentException(
          ownInARow + " looks in a row tell nothing; inARow(…) begins at 1.");
    }
  }

  static AllReadiness of(Readiness... parts) {
    return new AllReadiness(Given.values(parts, "readiness"), 1);
  }

  /**
   * Asks one after the other, up to the first that is not ready; beyond it only those that cost
   * nothing and may know that the wait is in vain.
   */
  @Override
  public Look look(Probe probe) throws Exception {
    if (ownInARow > 1) {
      return parts.get(0).look(probe);
    }
    Look first = Look.ready();
    for (Readiness part : parts) {
      if (first.isReady() || part.characteristics().mayDespair()) {
        Look look = Look.at(part, probe);
        if (look.verdict() == Look.Verdict.NEVER) {
          return look;
        }
        first = first.isReady() ? look : first;
      }
    }
    return first;
  }

  @Override
  public String describe() {
    String all =
        parts.isEmpty()
            ? "its process runs"
            : parts.stream().map(Readiness::describe).collect(Collectors.joining(", and "));
    return ownInARow == 1 ? all : all + ", " + ownInARow + " times in a row";
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofAll(
        parts.stream().map(Readiness::characteristics).toList(), ownInARow);
  }
}
