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
 * @param isFromRegistry whether a registry has given it out, and not a build or an archive
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
    int layers,
    boolean isFromRegistry) {

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
        1,
        true);
  }

  /** The same content under another name. */
  MemoryImage named(ImageName other) {
    return new MemoryImage(
        id, other, program, files, env, labels, ports, hasHealthcheck, layers, isFromRegistry);
  }

  /** The same content as {@code docker load} brings it, or as if it had been built there. */
  MemoryImage withoutRegistry() {
    return new MemoryImage(
        id, name, program, files, env, labels, ports, hasHealthcheck, layers, false);
  }

  String digest() {
    return id;
  }

  ImageState state() {
    Set<Port> all = new HashSet<>(ports);
    all.addAll(program.exposed());
    List<String> digests =
        name.isId() || !isFromRegistry
            ? List.of()
            : List.of(name.registry() + "/" + name.repository() + "@" + id);
    return new ImageState(
        id,
        digests,
        all,
        hasHealthcheck || program.hasHealthcheck(),
        "linux/amd64",
        labels,
        Instant.EPOCH,
        (long) layers << 20);
  }

  EngineResource resource() {
    return new EngineResource(EngineResource.Kind.IMAGE, id, name.familiar(), labels, null);
  }
}
