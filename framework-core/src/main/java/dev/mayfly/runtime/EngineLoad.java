package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import java.util.Collection;
import java.util.List;

/**
 * What an engine has, and what is on it, as far as one run knows.
 *
 * @param engine its name
 * @param processors that containers can use
 * @param memoryBytes the same
 * @param starting how many containers are being started there, or were promised to it
 * @param running how many run
 * @param takenBytes what those that run or start may use
 */
record EngineLoad(
    String engine, int processors, long memoryBytes, int starting, int running, long takenBytes) {

  /** What a container counts as that has no limit. */
  private static final long USUAL_BYTES = 512L << 20;

  /** One that is ready mostly waits; one that starts has a processor's work to do. */
  private static final double OF_ONE_THAT_RUNS = 0.1;

  /** The memory that containers may use. */
  static long bytes(Collection<ContainerSpec> specs) {
    return specs.stream()
        .mapToLong(spec -> spec.resources().memory())
        .map(limit -> limit == 0 ? USUAL_BYTES : limit)
        .sum();
  }

  /** How full it would be with further containers: 1 is all of its processors, or its memory. */
  double with(List<ContainerSpec> more) {
    double work = starting + more.size() + running * OF_ONE_THAT_RUNS;
    double memory = (takenBytes + bytes(more)) / (double) Math.max(1, memoryBytes);
    return Math.max(work / Math.max(1, processors), memory);
  }
}
