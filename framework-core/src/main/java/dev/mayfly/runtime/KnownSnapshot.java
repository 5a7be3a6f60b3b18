package dev.mayfly.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A container's ready state that an engine has as an image.
 *
 * @param key what equal states have in common, in hexadecimal digits
 * @param imageId by which it is removed
 * @param image the name of the image that it is of
 * @param place where the container was declared for which it was made
 * @param made when, by the engine's clock; null if the engine does not say
 * @param used when a container of this user and machine started from it last; null if that is not
 *     known
 * @param bytes what it takes beside the image that it is of; 0 if the engine does not say
 */
public record KnownSnapshot(
    String key,
    String imageId,
    String image,
    String place,
    @Nullable Instant made,
    @Nullable Instant used,
    long bytes) {

  /** When it was last of use, as far as is known. */
  Instant lastOfUse() {
    Instant first = made == null ? Instant.EPOCH : made;
    return used == null || used.isBefore(first) ? first : used;
  }
}
