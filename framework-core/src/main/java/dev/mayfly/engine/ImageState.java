package dev.mayfly.engine;

import dev.mayfly.ImageName;
import dev.mayfly.Port;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an engine knows of an image that it has.
 *
 * @param id the content's id
 * @param digests the names with digest under which registries know it
 * @param exposedPorts the ports that the image declares
 * @param hasHealthcheck whether the image declares a HEALTHCHECK
 * @param platform such as {@code linux/amd64}
 * @param labels the image's labels
 * @param named when it got its name on the engine, by the engine's clock; {@link Instant#EPOCH} if
 *     the engine does not tell
 * @param size in bytes, with that of the image's base; 0 if the engine does not tell
 */
public record ImageState(
    String id,
    List<String> digests,
    Set<Port> exposedPorts,
    boolean hasHealthcheck,
    String platform,
    Map<String, String> labels,
    Instant named,
    long size) {
  public ImageState {
    digests = List.copyOf(digests);
    exposedPorts = Set.copyOf(exposedPorts);
    labels = Map.copyOf(labels);
  }

  /** The name with digest under which the image's repository knows it, or else its id. */
  public String identity(ImageName name) {
    String repository = repository(name);
    return digests.stream()
        .filter(digest -> !digest.contains("<none>"))
        .filter(digest -> repository.equals(repository(ImageName.parse(digest))))
        .findFirst()
        .orElse(id);
  }

  private static String repository(ImageName name) {
    return name.registry() + "/" + name.repository();
  }
}
