package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the engine may do with the processes of containers. An engine without root's rights can
 * neither limit nor pause them where the kernel has cgroups of version 1. Asked for when it is
 * first needed, and then known.
 */
final class Cgroups {

  private final Api api;
  private volatile @Nullable JsonNode info;

  Cgroups(Api api) {
    this.api = api;
  }

  boolean canPause() {
    return hasAny();
  }

  boolean limitsMemory() {
    return hasAny() && info().path("MemoryLimit").asBoolean(true);
  }

  boolean limitsProcessors() {
    return hasAny() && info().path("CpuCfsQuota").asBoolean(true);
  }

  /** Docker says that it has none, and Podman only who it is. */
  private boolean hasAny() {
    JsonNode said = info();
    boolean isPodmanWithoutAny =
        isRootlessPodman() && said.path("CgroupVersion").asText().equals("1");
    return !said.path("CgroupDriver").asText().equals("none") && !isPodmanWithoutAny;
  }

  boolean isRootlessPodman() {
    return info().path("Rootless").asBoolean();
  }

  private JsonNode info() {
    JsonNode known = info;
    if (known == null) {
      known = api.get("Asking for the engine's description", Target.of("info"));
      info = known;
    }
    return known;
  }
}
