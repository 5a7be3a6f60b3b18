package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

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
    TemporaryFolders.removeStaleBeside(folder, PREFIX, STALE);
    return new BuildxFolder(folder);
  }

  /** The variables by which buildx finds it. */
  Map<String, String> variables() {
    String name = path.toString();
    return Map.of("TMPDIR", name, "TMP", name, "TEMP", name, "BUILDX_CONFIG", name);
  }

  @Override
  public void close() {
    TemporaryFolders.remove(path);
  }
}
