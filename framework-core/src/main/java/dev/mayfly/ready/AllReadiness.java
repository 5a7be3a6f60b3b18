package dev.mayfly.ready;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Several questions, all of which must be answered with yes in one look. */
record AllReadiness(List<Readiness> parts) implements Readiness {

  AllReadiness {
    parts = List.copyOf(parts);
  }

  /**
   * Asks one after the other, up to the first that is not ready; beyond it only those that cost
   * nothing and may know that the wait is in vain.
   */
  @Override
  public Look look(Probe probe) throws InterruptedException {
    Look first = Look.ready();
    for (Readiness part : parts) {
      if (first.isReady() || part.needsHealthcheck() || part.expectsExit()) {
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
    return parts.isEmpty()
        ? "its process runs"
        : parts.stream().map(Readiness::describe).collect(Collectors.joining(", and "));
  }

  @Override
  public Set<Integer> ports() {
    return parts.stream().flatMap(part -> part.ports().stream()).collect(Collectors.toSet());
  }

  @Override
  public boolean expectsExit() {
    return parts.stream().anyMatch(Readiness::expectsExit);
  }

  @Override
  public boolean needsHealthcheck() {
    return parts.stream().anyMatch(Readiness::needsHealthcheck);
  }
}
