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
 * What is mounted into a container. What lies in memory the engine can't copy to or from: it would
 * write below it, where the container's processes see nothing of it.
 *
 * @param inMemory by the path of each mount, whether it is in memory
 * @param readOnly whether nothing but volumes can be written
 */
record ContainerMounts(Map<String, Boolean> inMemory, boolean readOnly) {

  private static final List<String> IN_ALL = List.of("/dev", "/proc", "/sys");

  static ContainerMounts of(Api api, String id) {
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
    return new ContainerMounts(mounts, host.path("ReadonlyRootfs").asBoolean());
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
  void requireOutsideMemory(List<FileEntry> files) {
    for (FileEntry file : files) {
      memoryAbove(file.path())
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
          .memoryAbove(path)
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

  /**
   * Where to unpack files: the root, unless that can't be written and all of them lie in one
   * volume.
   */
  String writableAbove(List<FileEntry> files) {
    List<String> volumes =
        files.stream().map(file -> mountOf(file.path()).orElse("/")).distinct().toList();
    return readOnly && volumes.size() == 1 ? volumes.get(0) : "/";
  }

  private Optional<String> memoryAbove(String path) {
    return mountOf(path).filter(inMemory::get);
  }

  private Optional<String> mountOf(String path) {
    return inMemory.keySet().stream()
        .filter(mount -> path.equals(mount) || path.startsWith(mount + "/"))
        .max(Comparator.comparingInt(String::length));
  }
}
