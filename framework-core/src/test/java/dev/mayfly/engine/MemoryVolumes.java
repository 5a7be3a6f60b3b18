package dev.mayfly.engine;

import dev.mayfly.Mount;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The volumes with a name that the in-memory engine has. Thread-safe. */
final class MemoryVolumes {

  private record Volume(Map<String, String> labels, MemoryFiles files) {}

  private final Map<String, Volume> volumes = new ConcurrentHashMap<>();

  void create(String name, Map<String, String> labels) {
    volumes.computeIfAbsent(name, key -> new Volume(Map.copyOf(labels), new MemoryFiles()));
  }

  MemoryFiles files(String name) {
    Volume volume = volumes.get(name);
    if (volume == null) {
      throw new EngineException(404, "get " + name + ": no such volume");
    }
    return volume.files();
  }

  void remove(String name, Collection<InMemoryContainer> containers) {
    for (InMemoryContainer container : containers) {
      if (isMounted(container.request(), name)) {
        throw new EngineException(
            409, "remove " + name + ": volume is in use - [" + container.id() + "]");
      }
    }
    volumes.remove(name);
  }

  private static boolean isMounted(ContainerRequest request, String name) {
    return request.mounts().stream()
        .anyMatch(mount -> mount instanceof Mount.Volume volume && name.equals(volume.name()));
  }

  List<EngineResource> list() {
    return volumes.entrySet().stream()
        .map(
            it ->
                new EngineResource(
                    Kind.VOLUME, it.getKey(), it.getKey(), it.getValue().labels(), null))
        .toList();
  }
}
