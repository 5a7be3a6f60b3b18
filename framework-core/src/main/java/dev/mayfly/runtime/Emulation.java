package dev.mayfly.runtime;

import dev.mayfly.ImageException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.ImageState;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of images that are for another processor than the engine's, or refuses them. */
final class Emulation {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  /** Older processors that a newer one is, too. */
  private static final Map<String, String> OLDER = Map.of("amd64", "386", "arm64", "arm");

  private final ContainerEngine engine;
  private final boolean isRefused;
  private final Memoizer<String, String> processor = new Memoizer<>();

  Emulation(ContainerEngine engine, boolean isRefused) {
    this.engine = engine;
    this.isRefused = isRefused;
  }

  /**
   * Looks at an image, when it is first used.
   *
   * @throws ImageException if it is refused
   */
  void check(ImageState image, String name) {
    String its = Platform.of(image.platform()).processor();
    if (its.isEmpty()) {
      return;
    }
    String engines = engines();
    if (engines.isEmpty() || its.equals(engines) || its.equals(OLDER.get(engines))) {
      return;
    }
    String words =
        name + " is for " + image.platform() + ", and the engine's processor is " + engines;
    if (isRefused) {
      throw new ImageException(
          words
              + "; mayfly.images.emulated is \"fail\".\n  try:    an image for "
              + engines
              + ", or platform(\"linux/"
              + engines
              + "\"), if its registry has both",
          null);
    }
    LOG.warn(
        "{}: it runs emulated, which is slow, or ends with \"exec format error\" where the engine"
            + " can't emulate it",
        words);
  }

  /** Empty if the engine does not say. */
  private String engines() {
    try {
      return processor.get("", () -> Platform.of(engine.info().architecture()).processor());
    } catch (EngineException e) {
      LOG.debug("The engine does not say which processor it has", e);
      return "";
    }
  }
}
