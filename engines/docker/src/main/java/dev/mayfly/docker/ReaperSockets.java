package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the engine's socket is on the engine's own machine, for the reaper's container to have it.
 *
 * @param setting what the user says, which alone counts then
 * @param where the engine listens
 * @param around this JVM
 * @param api of the engine
 */
record ReaperSockets(Optional<String> setting, Where where, Surroundings around, Api api) {

  /**
   * One of the paths at which it may be.
   *
   * @param attempt how many have been tried; they come in turns
   */
  String path(int attempt) {
    List<String> paths = setting.map(List::of).orElseGet(this::paths);
    return paths.get(attempt % paths.size());
  }

  /**
   * The likeliest first: the path that leads to it from here, or what is mounted there if this JVM
   * is in a container of the engine. Where that leads into a virtual machine or to another machine,
   * the usual one is left.
   */
  private List<String> paths() {
    Path socket = where.address().socket();
    if (socket == null || !where.isLocal()) {
      return List.of(Where.USUAL_SOCKET);
    }
    Path here = socket.toAbsolutePath();
    return Stream.concat(mounted(here).stream(), Stream.of(here.toString(), Where.USUAL_SOCKET))
        .distinct()
        .toList();
  }

  private Optional<String> mounted(Path here) {
    List<String> ids = around.containerIds();
    Optional<JsonNode> own = ids.isEmpty() ? Optional.empty() : OwnContainer.described(api, ids);
    if (own.isPresent()) {
      for (JsonNode mount : own.get().path("Mounts")) {
        Path target = Path.of(mount.path("Destination").asText());
        if (mount.path("Type").asText().equals("bind") && here.startsWith(target)) {
          Path source = Path.of(mount.path("Source").asText());
          return Optional.of(source.resolve(target.relativize(here).toString()).toString());
        }
      }
    }
    return Optional.empty();
  }
}
