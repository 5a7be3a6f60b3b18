package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.Resources;
import dev.mayfly.engine.ContainerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells in the log what an engine takes and does not do, each thing for the first container alone.
 * Thread-safe.
 */
final class Disregards {

  private static final String NOT_AGAIN = " (Not told again of other containers.)";

  private final Cgroups cgroups;
  private final Consumer<String> log;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * @param log takes each thing, a sentence or two
   */
  Disregards(Cgroups cgroups, Consumer<String> log) {
    this.cgroups = cgroups;
    this.log = log;
  }

  /**
   * Looks at a container that was created.
   *
   * @param warnings what the engine itself says of it; some say nothing
   */
  void tell(ContainerRequest request, JsonNode warnings) {
    for (JsonNode warning : warnings) {
      if (told.add(warning.asText())) {
        log.accept(
            "Container " + request.name() + ": the engine warns: " + warning.asText() + NOT_AGAIN);
      }
    }
    Resources limits = request.resources();
    if (limits.memory() > 0 && !cgroups.limitsMemory()) {
      tellLimit(request, "memory", limits.memory() + " bytes");
    }
    if (limits.cpus() > 0 && !cgroups.limitsProcessors()) {
      tellLimit(request, "processors", Double.toString(limits.cpus()));
    }
  }

  private void tellLimit(ContainerRequest request, String limited, String limit) {
    if (told.add(limited)) {
      log.accept(
          "Container "
              + request.name()
              + ": its limit on "
              + limited
              + ", "
              + limit
              + ", does not count: this engine can't limit them, as none can without root's rights"
              + " where the kernel has cgroups of version 1."
              + NOT_AGAIN);
    }
  }
}
