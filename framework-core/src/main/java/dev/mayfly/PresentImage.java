package dev.mayfly;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link PullPolicy} is told of an image that the engine has. Immutable.
 *
 * @param id the content's id, {@code sha256:…}
 * @param labels of the image
 * @param pulled when it was pulled last: by Mayfly on this machine, or else when the engine gave it
 *     its name; empty if neither is known
 */
public record PresentImage(String id, Map<String, String> labels, Optional<Instant> pulled) {
  public PresentImage {
    labels = Map.copyOf(labels);
  }
}
