package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where one run of buildx puts what it writes down: Dockerfiles that it was handed, which some
 * versions leave there, and a record of its builds. It goes with the run; what a killed JVM left
 * goes when the next one begins.
 *
 * @param path of a folder that nobody else may enter
 */
record BuildxFolder(Path path) implements AutoCloseable {

  private static final String PREFIX = "mayfly-buildx-";
  private static final Duration STALE = Duration.ofDays(1);

  static BuildxFolder create() throws IOException {
    Path folder = Files.createTempDirectory(PREFIX);
    removeStaleBeside(folder);
    return new BuildxFolder(folder);
  }

  /** The variables by which buildx finds it. */
  Map<String, String> variables() {
    String name = path.toString();
    return Map.of("TMPDIR", name, "TMP", name, "TEMP", name, "BUILDX_CONFIG", name);
  }

  private static void removeStaleBeside(Path folder) {
    Instant old = Instant.now().minus(STALE);
    Path temporary = folder.resolveSibling("");
    try (DirectoryStream<Path> others = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path other : others) {
        if (Files.getLastModifiedTime(other).toInstant().isBefore(old)) {
          remove(other);
        }
      }
    } catch (IOException e) {
      // somebody else's, or gone
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // the next one does
    }
  }

  @Override
  public void close() {
    remove(path);
  }
}
