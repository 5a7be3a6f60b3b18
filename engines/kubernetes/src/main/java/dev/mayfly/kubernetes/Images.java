package dev.mayfly.kubernetes;

import dev.mayfly.ImageName;
import dev.mayfly.engine.ImageState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known here of images: their names. Nodes have them, pull them, and say nothing of them
 * before a pod of one starts.
 */
final class Images {

  /** What sessions call the images that an engine builds for itself. */
  private static final String KEPT = "mayfly-kept/";

  private final String platform;

  Images(String platform) {
    this.platform = platform;
  }

  /** Such as {@code linux/amd64}, of what nodes run unless somebody asks for another. */
  String platform() {
    return platform;
  }

  /**
   * Each that has a name may be there; one of an id can't be asked for, and what an engine would
   * have built for itself is none.
   */
  Optional<ImageState> find(ImageName name) {
    return name.isId() || name.familiar().startsWith(KEPT)
        ? Optional.empty()
        : Optional.of(
            new ImageState(
                name.familiar(), List.of(), Set.of(), false, platform, Map.of(), Instant.EPOCH, 0));
  }
}
