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
  public Look look(Probe probe) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    boolean hope = false;
    for (Readiness part : parts) {
      Look look = Look.at(part, probe);
      if (look.isReady()) {
        return look;
      }
      hope |= look.verdict() == Look.Verdict.NOT_YET;
      seen.add(look.seen());
    }
    String all = String.join("; ", seen);
    return hope ? Look.notYet(all) : Look.never(all);
  }

  @Override
  public String describe() {
    return parts.stream().map(Readiness::describe).collect(Collectors.joining(", or "));
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofAny(parts.stream().map(Readiness::characteristics).toList());
  }
}
