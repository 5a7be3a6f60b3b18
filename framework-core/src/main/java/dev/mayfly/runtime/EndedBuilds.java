package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of builds whose containers somebody else has removed, at the end of their linger time
 * or after their JVMs were killed.
 */
final class EndedBuilds {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");
  private static final String FOLDER = "[0-9a-f]{16}";

  /** By then whoever watches a build has removed what it had. */
  private static final Duration LONG_AGO = Duration.ofMinutes(5);

  private EndedBuilds() {}

  /** Removes them, as far as they lie beside that of a build. */
  static void forgetBeside(Path directory) {
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(directory.resolveSibling(""), Files::isDirectory)) {
      for (Path folder : all) {
        if (!folder.equals(directory) && folder.getFileName().toString().matches(FOLDER)) {
          new BuildRegistry(folder).forgetIfEnded(LONG_AGO);
        }
      }
    } catch (IOException | DirectoryIteratorException | MayflyException e) {
      LOG.debug("Builds that have ended can't be forgotten", e);
    }
  }
}
