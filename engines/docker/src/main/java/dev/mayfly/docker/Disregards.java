package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.Resources;
import dev.mayfly.engine.ContainerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log what an engine takes and does not do, each thing for the first container alone.
 * Thread-safe.
 */
final class Disregards {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  private final Cgroups cgroups;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  Disregards(Cgroups cgroups) {
    this.cgroups = cgroups;
  }

  /**
   * @param warnings what the engine itself says of it; some say nothing
   */
  void tell(ContainerRequest request, JsonNode warnings) {
    warnings.forEach(warning -> tell(request.name(), warning.asText()));
    Resources limits = request.resources();
    if (limits.memory() > 0 && !cgroups.limitsMemory()) {
      tell(request.name(), "memory", limits.memory() + " bytes");
    }
    if (limits.cpus() > 0 && !cgroups.limitsProcessors()) {
      tell(request.name(), "processors", Double.toString(limits.cpus()));
    }
  }

  private void tell(String container, String limited, String limit) {
    if (told.add(limited)) {
      LOG.warn(
          "Container {}: its limit on {}, {}, does not count. This engine can't limit {}, as one"
              + " without root's rights where the kernel has cgroups of version 1.",
          container,
          limited,
          limit,
          limited);
    }
  }

  private void tell(String container, String warning) {
    if (told.add(warning)) {
      LOG.warn("Container {}: the engine says: {}", container, warning);
    }
  }
}
