package dev.mayfly;

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

  public Resources {
    ulimits = List.copyOf(ulimits);
    if (memory < 0 || !(cpus >= 0 && cpus < Integer.MAX_VALUE) || sharedMemory < 0) {
      throw new IllegalArgumentException(
          "A limit can't be negative: memory "
              + memory
              + ", cpus "
              + cpus
              + ", sharedMemory "
              + sharedMemory
              + ".");
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
    more.add(limit);
    return new Resources(memory, cpus, sharedMemory, more);
  }
}
