package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a container's processes see what is in memory alone: the engine copies to and from what
 * lies below it, which they never see.
 *
 * @param inMemory by the path of each mount, whether it is in memory
 */
record MemoryMounts(Map<String, Boolean> inMemory) {

  private static final List<String> IN_ALL = List.of("/dev", "/proc", "/sys");

  static MemoryMounts of(Api api, String id) {
    String what = "Looking at the mounts of container " + id;
    JsonNode container = api.get(what, Target.of("containers", id, "json"));
    Map<String, Boolean> mounts = new HashMap<>();
    IN_ALL.forEach(path -> mounts.put(path, true));
    JsonNode host = container.path("HostConfig");
    host.path("Tmpfs").fieldNames().forEachRemaining(path -> mounts.put(clean(path), true));
    host.path("Mounts")
        .forEach(mount -> mounts.put(clean(mount.path("Target").asText()), isMemory(mount)));
    container
        .path("Mounts")
        .forEach(mount -> mounts.put(clean(mount.path("Destination").asText()), isMemory(mount)));
    return new MemoryMounts(mounts);
  }

  private static boolean isMemory(JsonNode mount) {
    return mount.path("Type").asText().equals("tmpfs");
  }

  private static String clean(String path) {
    return path.replaceFirst("/+$", "");
  }

  /**
   * @throws EngineException if one of the files would be gone without a word
   */
  void requireOutside(List<FileEntry> files) {
    for (FileEntry file : files) {
      above(file.path())
          .ifPresent(
              mount -> {
                throw new EngineException(
                    400,
                    file.path()
                        + " is below "
                        + mount
                        + ", which is in memory: the engine can't copy to there, and the container"
                        + " would never see it.\n  try: another path, or a command that writes it"
                        + " once the container runs");
              });
    }
  }

  /** What a refusal means where the path is in memory, or else the refusal itself. */
  static EngineException advised(Api api, String id, String path, EngineException refusal) {
    try {
      return of(api, id)
          .above(path)
          .map(
              mount ->
                  new EngineException(
                      refusal.status(),
                      refusal.getMessage()
                          + "\n"
                          + mount
                          + " is in memory, which the engine can't copy from.\n  try: exec(\"cat\", \""
                          + path
                          + "\")",
                      refusal))
          .orElse(refusal);
    } catch (EngineException gone) {
      return refusal;
    }
  }

  /** The mount that a path lies in, if that is in memory. */
  private Optional<String> above(String path) {
    return inMemory.keySet().stream()
        .filter(mount -> path.equals(mount) || path.startsWith(mount + "/"))
        .max(Comparator.comparingInt(String::length))
        .filter(inMemory::get);
  }
}
