package dev.mayfly.docker;

import java.util.List;

/**
 * What is known, before a container runs, of how its ports will be reached from this JVM.
 *
 * @param publishAddress the address of the engine's machine at which ports are opened; empty for
 *     all
 * @param candidates where they may be reached, the likeliest first; a single one is certain
 */
record HostPlan(String publishAddress, List<Candidate> candidates) {
  HostPlan {
    candidates = List.copyOf(candidates);
  }

  static HostPlan of(String publishAddress, Candidate... candidates) {
    return new HostPlan(publishAddress, List.of(candidates));
  }

  Candidate likeliest() {
    return candidates.get(0);
  }

  boolean isCertain() {
    return candidates.size() == 1;
  }
}
