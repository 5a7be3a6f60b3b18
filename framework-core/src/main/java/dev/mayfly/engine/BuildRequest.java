package dev.mayfly.engine;

import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an engine is asked to build.
 *
 * @param build as it was declared
 * @param files of the context that the build names and that are not in its folder, by paths
 *     relative to the context
 * @param bases names that are used in place of some of {@link ContainerEngine#baseImages}
 * @param name that the image gets
 * @param labels beside those of the build
 * @param key tells, anew each time, a digest of all that enters the image, files as they are then;
 *     empty if nobody knows it
 */
public record BuildRequest(
    ImageBuild build,
    List<FileEntry> files,
    Map<ImageName, ImageName> bases,
    ImageName name,
    Map<String, String> labels,
    Supplier<String> key) {

  public BuildRequest {
    files = List.copyOf(files);
    bases = Map.copyOf(bases);
    labels = Map.copyOf(labels);
  }

  /** A build of its folder alone, with the bases that its Dockerfile names. */
  public static BuildRequest of(ImageBuild build, ImageName name, Map<String, String> labels) {
    return new BuildRequest(build, List.of(), Map.of(), name, labels, () -> "");
  }

  /** The same under another name, with other labels. */
  public BuildRequest named(ImageName other, Map<String, String> others) {
    return new BuildRequest(build, files, bases, other, others, key);
  }

  /** The same of another build, such as one for another platform. */
  public BuildRequest build(ImageBuild other) {
    return new BuildRequest(other, files, bases, name, labels, key);
  }
}
