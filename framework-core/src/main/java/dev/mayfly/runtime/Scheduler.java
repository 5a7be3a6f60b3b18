package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import java.util.Comparator;
import java.util.List;

/** Decides on which of several engines containers start; asks nobody and keeps nothing. */
final class Scheduler {

  private Scheduler() {}

  /**
   * The engine that would be the least full with containers that have to be together; of equal ones
   * the first.
   *
   * @param engines at least one
   */
  static String leastLoaded(List<EngineLoad> engines, List<ContainerSpec> together) {
    return engines.stream()
        .min(Comparator.comparingDouble(engine -> engine.with(together)))
        .map(EngineLoad::engine)
        .orElseThrow();
  }
}
