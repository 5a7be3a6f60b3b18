package dev.mayfly.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes folders that JVMs make for a short time, also those of JVMs that were killed meanwhile.
 */
final class TemporaryFolders {

  private TemporaryFolders() {}

  /** Removes a folder with all that is in it, as far as this user can. */
  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // somebody else's, or the next one does
    }
  }

  /**
   * Removes those beside a folder that nobody uses any more.
   *
   * @param prefix of their names
   * @param stale how long after its last change none is in use
   */
  static void removeStaleBeside(Path folder, String prefix, Duration stale) {
    Instant old = Instant.now().minus(stale);
    Path temporary = folder.resolveSibling("");
    try (DirectoryStream<Path> others = Files.newDirectoryStream(temporary, prefix + "*")) {
      for (Path other : others) {
        if (Files.getLastModifiedTime(other).toInstant().isBefore(old)) {
          remove(other);
        }
      }
    } catch (IOException e) {
      // somebody else's, or gone
    }
  }
}
