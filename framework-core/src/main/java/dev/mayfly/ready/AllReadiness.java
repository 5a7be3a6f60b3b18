package dev.mayfly.ready;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Several questions, all of which must be answered with yes in one look. */
record AllReadiness(List<Readiness> parts) implements Readiness {

  AllReadiness {
    parts = List.copyOf(parts);
  }

  @Override
  public Look look(Probe probe) throws Exception {
    for (Readiness part : parts) {
      Look look = part.look(probe);
      if (!look.isReady()) {
        return new Look(look.verdict(), part.describe() + ": " + look.seen());
      }
    }
    return Look.ready();
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
