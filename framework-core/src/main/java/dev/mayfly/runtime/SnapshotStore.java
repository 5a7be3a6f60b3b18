package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.ImageState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots that an engine has: images of no session, each with labels that say of what state
 * it is. Thread-safe.
 */
final class SnapshotStore {

  /** On a snapshot: what equal states have in common. */
  static final String KEY_LABEL = "dev.mayfly.snapshot";

  /** The id of the image that was declared. */
  static final String PARENT_LABEL = "dev.mayfly.snapshot.parent";

  /** That image's name, for people. */
  static final String IMAGE_LABEL = "dev.mayfly.snapshot.image";

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.snapshots");
  private static final String REPOSITORY = "mayfly-snapshot:";
  private static final int SHOWN_DIGITS = 32;

  private final ContainerEngine engine;

  SnapshotStore(ContainerEngine engine) {
    this.engine = engine;
  }

  static ImageName name(String key) {
    return ImageName.parse(REPOSITORY + key.substring(0, SHOWN_DIGITS));
  }

  /**
   * The snapshot of a state. An image of its name that does not say that it is one is none.
   *
   * @param parent the image that was declared, as the engine has it now
   */
  Optional<ImageState> find(String key, ImageState parent) {
    Optional<ImageState> found = engine.findImage(name(key));
    if (found.isPresent() && !isOf(found.get(), key, parent)) {
      LOG.warn(
          "Image {} has the name of a snapshot and not its labels, or is of another image; it is not"
              + " used.",
          name(key));
      return Optional.empty();
    }
    return found;
  }

  private static boolean isOf(ImageState image, String key, ImageState parent) {
    return key.equals(image.labels().get(KEY_LABEL))
        && parent.id().equals(image.labels().get(PARENT_LABEL));
  }

  /**
   * Makes a snapshot of a container that was stopped in good order. It is there with all its labels
   * or not at all.
   *
   * @param place where the container was declared
   */
  void make(String containerId, SnapshotUse use, String image, String place) {
    Map<String, String> labels = new HashMap<>(Session.unowned());
    labels.put(KEY_LABEL, use.key());
    labels.put(PARENT_LABEL, use.parent().id());
    labels.put(IMAGE_LABEL, image);
    labels.put(Session.PLACE_LABEL, place);
    engine.commit(containerId, name(use.key()), labels);
  }

  /** How many bytes a snapshot takes beside the image that it is of. */
  long ownBytes(ImageName snapshot, String parentId) {
    long all = bytes(snapshot);
    return parentId.isEmpty() ? all : Math.max(0, all - bytes(ImageName.parse(parentId)));
  }

  private long bytes(ImageName image) {
    return engine.findImage(image).map(ImageState::size).orElse(0L);
  }

  List<EngineResource> all() {
    return engine.list(Kind.IMAGE, KEY_LABEL, null).stream()
        .filter(image -> !image.labels().getOrDefault(KEY_LABEL, "").isEmpty())
        .toList();
  }

  /** Removes one, unless something uses it; returns whether it is gone. */
  boolean remove(String imageId) {
    try {
      engine.remove(Kind.IMAGE, imageId);
      return true;
    } catch (EngineException e) {
      LOG.debug("Snapshot {} stays", imageId, e);
      return false;
    }
  }
}
