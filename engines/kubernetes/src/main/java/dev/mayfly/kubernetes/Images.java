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

  private final String platform;

  Images(String platform) {
    this.platform = platform;
  }

  /** Each that has a name may be there; one of an id can't be asked for. */
  Optional<ImageState> find(ImageName name) {
    return name.isId()
        ? Optional.empty()
        : Optional.of(
            new ImageState(
                name.familiar(), List.of(), Set.of(), false, platform, Map.of(), Instant.EPOCH, 0));
  }
}
