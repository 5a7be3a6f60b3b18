package dev.mayfly.mongodb;

import dev.mayfly.ContainerSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Keeps a server's data where an image of its container has it: the image's own places are volumes,
 * and it makes no folder for another one.
 */
final class KeptData {

  private static final String OPTION = "--dbpath";
  private static final String FOLDER = "/mongo-data";

  /** As the image does with its own place, as root and before anything else. */
  private static final String START =
      """
      if [ "$(id -u)" = 0 ]; then
        mkdir -p %1$s
        chown mongodb %1$s
      fi
      exec docker-entrypoint.sh "$@"
      """
          .formatted(FOLDER);

  private KeptData() {}

  /**
   * The same server with its data there, if a snapshot is to be made and nothing says another
   * place.
   */
  static ContainerSpec of(ContainerSpec spec) {
    List<String> command = Objects.requireNonNullElse(spec.command(), List.of("mongod"));
    if (spec.snapshotSpec() == null || command.stream().anyMatch(KeptData::saysPlace)) {
      return spec;
    }
    Stream<String> wrapped =
        Stream.of(
                Stream.of("sh", "-c", START, "kept-data"),
                command.stream(),
                Stream.of(OPTION, FOLDER))
            .flatMap(part -> part);
    return spec.command(wrapped.toArray(String[]::new));
  }

  private static boolean saysPlace(String word) {
    return word.equals(OPTION) || word.startsWith(OPTION + "=");
  }
}
