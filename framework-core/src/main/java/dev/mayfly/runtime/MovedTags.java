package dev.mayfly.runtime;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices containers of one name that were made of different images, since somebody has pulled or
 * built it anew while the session went on.
 */
final class MovedTags {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  private MovedTags() {}

  /**
   * A container was started of an image.
   *
   * @param seen what the session's containers were made of, by names; this one is added
   */
  static void look(
      Map<String, String> seen, FoundImage image, @Nullable String platform, Start start) {
    String now = start.runningImage();
    if (image.alias() == null || now.isEmpty()) {
      return;
    }
    String before = seen.put(image.reference() + " " + platform, now);
    if (before != null && !before.equals(now)) {
      LOG.warn(
          "{} is of another image than containers of {} before it: {}, not {}. Somebody has pulled or"
              + " built it meanwhile.",
          start.request().place(),
          image.reference(),
          now,
          before);
      start.life().tell("another image of that name than before: " + now);
    }
  }
}
