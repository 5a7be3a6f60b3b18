package dev.mayfly.elasticsearch;

import dev.mayfly.ContainerSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Removes the files by which a node has locked its data before, so that it starts from an image of
 * them. They are of use to a process that runs; and Lucene ends one whose lock is a file of an
 * image, since the engine's file system makes it anew when it is opened.
 *
 * @param entrypoint the image's
 * @param command what that is given by the image
 */
record Locks(String entrypoint, String command) {

  /** Not by find, which is not in all images; a shell with these patterns is. */
  private static final String REMOVE =
      """
      shopt -s globstar nullglob
      rm -f -- "$1"/**/*.lock
      shift
      exec %s "$@"
      """;

  /** Where both keep it, below the image's working directory, unless this setting says where. */
  private static final String FOLDER = "data";

  private static final String SETTING = "path.data";

  /** The same node, which has no locks when it starts, if a snapshot is to be made of it. */
  ContainerSpec gone(ContainerSpec spec) {
    if (spec.snapshotSpec() == null || spec.entrypoint() != null) {
      return spec;
    }
    List<String> removal =
        List.of(
            "bash",
            "-c",
            REMOVE.formatted(entrypoint),
            "locks",
            spec.env().getOrDefault(SETTING, FOLDER));
    List<String> given = Objects.requireNonNullElse(spec.command(), List.of(command));
    boolean hasOne = given.contains(removal.get(2)); // of another folder, maybe
    List<String> node = hasOne ? given.subList(removal.size(), given.size()) : given;
    return spec.command(Stream.concat(removal.stream(), node.stream()).toArray(String[]::new));
  }
}
