package dev.mayfly.docker;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.core.dockerfile.Dockerfile;
import dev.mayfly.ImageBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What an engine is sent to build an image of: a folder without what its ignore file names. */
final class BuildContext {

  private BuildContext() {}

  /**
   * The names of the files, relative to the folder and sorted.
   *
   * @throws IOException if the folder or one of the two files can't be read
   */
  static List<String> files(ImageBuild build) throws IOException {
    Path dockerfile = build.context().resolve(build.dockerfile());
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream sent =
        new TarArchiveInputStream(
            new GZIPInputStream(
                new Dockerfile(dockerfile.toFile(), build.context().toFile())
                    .parse()
                    .buildDockerFolderTar()))) {
      for (TarArchiveEntry entry = sent.getNextEntry();
          entry != null;
          entry = sent.getNextEntry()) {
        if (!entry.isDirectory()) {
          names.add(entry.getName());
        }
      }
    } catch (DockerClientException | IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
    return names.stream().sorted().distinct().toList();
  }
}
