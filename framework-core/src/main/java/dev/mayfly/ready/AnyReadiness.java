package dev.mayfly.ready;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several questions, one of which must be answered with yes. */
record AnyReadiness(List<Readiness> parts) implements Readiness {

  AnyReadiness {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("anyOf() needs at least one readiness.");
    }
  }

  @Override
  public Look look(Probe probe) {
    List<String> seen = new ArrayList<>();
    boolean hope = false;
    for (Readiness part : parts) {
      Look look = lookAt(part, probe);
      if (look.isReady()) {
        return look;
      }
      hope |= look.verdict() == Look.Verdict.NOT_YET;
      seen.add(part.describe() + ": " + look.seen());
    }
    String all = String.join("; ", seen);
    return hope ? Look.notYet(all) : Look.never(all);
  }

  private static Look lookAt(Readiness part, Probe probe) {
    try {
      return part.look(probe);
    } catch (Exception e) {
      return Look.notYet(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String describe() {
    return parts.stream().map(Readiness::describe).collect(Collectors.joining(", or "));
  }

  @Override
  public boolean expectsExit() {
    return parts.stream().anyMatch(Readiness::expectsExit);
  }
}
