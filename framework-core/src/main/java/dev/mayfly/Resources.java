package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container may use of its host. Immutable; 0 means "as much as the engine allows".
 *
 * @param memory bytes
 * @param cpus processors' time, 1.5 for one and a half
 * @param sharedMemory size of {@code /dev/shm}, in bytes
 * @param ulimits limits on its processes
 */
public record Resources(long memory, double cpus, long sharedMemory, List<Ulimit> ulimits) {

  private static final long LEAST_MEMORY = 6L << 20;
  private static final double LEAST_CPUS = 0.01;
  private static final double MOST_CPUS = 1_000_000;

  public Resources {
    ulimits = List.copyOf(ulimits);
    Given.size(sharedMemory, "sharedMemory");
    if (Given.size(memory, "memory") > 0 && memory < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "memory of "
              + memory
              + " bytes is too little for any process: engines refuse less than 6 MiB. Give bytes,"
              + " such as 64L << 20 for 64 MiB.");
    }
    if (!(cpus == 0 || (cpus >= LEAST_CPUS && cpus <= MOST_CPUS))) {
      throw new IllegalArgumentException(
          "cpus can't be "
              + cpus
              + ": it is between 0.01 and 1000000 processors' time, such as 0.5 for half of one.");
    }
  }

  public static Resources none() {
    return new Resources(0, 0, 0, List.of());
  }

  public Resources memory(long bytes) {
    return new Resources(bytes, cpus, sharedMemory, ulimits);
  }

  public Resources cpus(double processors) {
    return new Resources(memory, processors, sharedMemory, ulimits);
  }

  public Resources sharedMemory(long bytes) {
    return new Resources(memory, cpus, bytes, ulimits);
  }

  public Resources ulimit(Ulimit limit) {
    List<Ulimit> more = new ArrayList<>(ulimits);
    more.add(Given.value(limit, "ulimit"));
    return new Resources(memory, cpus, sharedMemory, more);
  }
}
