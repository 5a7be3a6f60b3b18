package dev.mayfly.runtime;

import dev.mayfly.engine.ImageState;
import org.jspecify.annotations.Nullable;

/**
 * What one start has to do with snapshots.
 *
 * @param key what equal states have in common, in hexadecimal digits
 * @param parent the image that was declared
 * @param snapshot the one to start from; null if there is none
 */
record SnapshotUse(String key, ImageState parent, @Nullable ImageState snapshot) {

  /** The image to make a container of. */
  FoundImage imageOr(FoundImage declared) {
    return snapshot == null ? declared : new FoundImage(snapshot, null);
  }
}
