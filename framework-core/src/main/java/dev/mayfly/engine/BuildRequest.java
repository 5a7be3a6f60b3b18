package dev.mayfly.engine;

import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import java.util.List;
import java.util.Map;

/**
 * What an engine is asked to build.
 *
 * @param build as it was declared
 * @param files of the context that the build names and that are not in its folder, by paths
 *     relative to the context
 * @param bases names that are used in place of some of {@link ContainerEngine#baseImages}
 * @param name that the image gets
 * @param labels beside those of the build
 */
public record BuildRequest(
    ImageBuild build,
    List<FileEntry> files,
    Map<ImageName, ImageName> bases,
    ImageName name,
    Map<String, String> labels) {

  public BuildRequest {
    files = List.copyOf(files);
    bases = Map.copyOf(bases);
    labels = Map.copyOf(labels);
  }

  /** A build of its folder alone, with the bases that its Dockerfile names. */
  public static BuildRequest of(ImageBuild build, ImageName name, Map<String, String> labels) {
    return new BuildRequest(build, List.of(), Map.of(), name, labels);
  }
}
