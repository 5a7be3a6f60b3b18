package dev.mayfly.docker;

import dev.mayfly.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits that an engine without root's rights takes and does not keep, of which it says nothing.
 *
 * @param cgroups say what it can limit
 */
record UncountedLimits(Cgroups cgroups) {

  /** A sentence for each of a container's limits that does not count. */
  List<String> of(Resources limits) {
    List<String> uncounted = new ArrayList<>();
    if (limits.memory() > 0 && !cgroups.limitsMemory()) {
      uncounted.add(sentence("memory"));
    }
    if (limits.cpus() > 0 && !cgroups.limitsProcessors()) {
      uncounted.add(sentence("cpus"));
    }
    return uncounted;
  }

  private static String sentence(String option) {
    return "its limit of "
        + option
        + " does not count, nor do other containers' here. An engine without root's rights can't"
        + " keep it where the kernel has cgroups of version 1.";
  }
}
