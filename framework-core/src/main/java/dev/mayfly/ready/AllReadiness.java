package dev.mayfly.ready;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
    return new AllReadiness(List.of(parts), 1);
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
      if (first.isReady() || part.mayDespair()) {
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
  public Set<Integer> ports() {
    return union(Readiness::ports);
  }

  @Override
  public Set<Integer> udpPorts() {
    return union(Readiness::udpPorts);
  }

  private Set<Integer> union(Function<Readiness, Set<Integer>> ports) {
    return parts.stream().flatMap(part -> ports.apply(part).stream()).collect(Collectors.toSet());
  }

  @Override
  public boolean needsOnePort() {
    return parts.stream().anyMatch(Readiness::needsOnePort);
  }

  @Override
  public boolean expectsExit() {
    return parts.stream().anyMatch(Readiness::expectsExit);
  }

  @Override
  public boolean needsHealthcheck() {
    return parts.stream().anyMatch(Readiness::needsHealthcheck);
  }

  @Override
  public boolean mayDespair() {
    return parts.stream().anyMatch(Readiness::mayDespair);
  }

  @Override
  public int inARow() {
    return parts.stream().mapToInt(Readiness::inARow).reduce(ownInARow, Math::max);
  }
}
