package dev.mayfly.engine;

import dev.mayfly.ImageName;
import dev.mayfly.Port;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An image of the in-memory engine.
 *
 * @param ports that it exposes beside those of its program
 * @param hasHealthcheck whether it has a HEALTHCHECK beside that of its program
 * @param layers how many it is made of
 */
record MemoryImage(
    String id,
    ImageName name,
    Program program,
    MemoryFiles files,
    Map<String, String> env,
    Map<String, String> labels,
    Set<Port> ports,
    boolean hasHealthcheck,
    int layers) {

  static MemoryImage of(ImageName name, Program program) {
    return new MemoryImage(
        MemoryIds.image(),
        name,
        program,
        new MemoryFiles(),
        Map.of(),
        Map.of(),
        Set.of(),
        false,
        1);
  }

  ImageState state() {
    Set<Port> all = new HashSet<>(ports);
    all.addAll(program.exposed());
    List<String> digests =
        name.isId() ? List.of() : List.of(name.registry() + "/" + name.repository() + "@" + id);
    return new ImageState(
        id,
        digests,
        all,
        hasHealthcheck || program.hasHealthcheck(),
        "linux/amd64",
        labels,
        Instant.EPOCH);
  }

  EngineResource resource() {
    return new EngineResource(EngineResource.Kind.IMAGE, id, name.familiar(), labels, null);
  }
}
