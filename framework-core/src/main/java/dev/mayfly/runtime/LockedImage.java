package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import dev.mayfly.arguments.Given;
import dev.mayfly.engine.ImageState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a build's lock file: which content an image has for a platform. Immutable.
 *
 * @param image as tests name it, before rules for names; it has a tag
 * @param platform system and processor, such as {@code linux/amd64}
 * @param digest under which registries have the content, {@code sha256:…}
 * @param id of the image on the engine that it was locked on, {@code sha256:…}; an image that was
 *     loaded from an archive has lost its digest, and is known by this
 */
public record LockedImage(ImageName image, String platform, String digest, String id) {

  private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]+/[a-z0-9_]+");
  private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}");
  private static final Pattern LINE =
      Pattern.compile("(?<image>\\S+)\\s+(?<platform>\\S+)\\s+(?<digest>\\S+)\\s+(?<id>\\S+)");

  /**
   * @throws IllegalArgumentException if one of them is not of that form
   */
  public LockedImage {
    if (image.isId() || image.digest().isPresent()) {
      throw new IllegalArgumentException(image + " says its content itself");
    }
    require(PLATFORM, platform, "platform", "such as linux/amd64");
    require(DIGEST, digest, "digest", "sha256: and 64 hexadecimal digits");
    require(DIGEST, id, "id", "sha256: and 64 hexadecimal digits");
  }

  private static void require(Pattern form, String text, String what, String rule) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "its " + what + " " + Given.quoted(text) + " is none, which is " + rule);
    }
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static LockedImage parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "it is not of the form IMAGE:TAG PLATFORM sha256:DIGEST sha256:ID");
    }
    return new LockedImage(
        ImageName.parse(parts.group("image")),
        parts.group("platform"),
        parts.group("digest"),
        parts.group("id"));
  }

  /** What a line is for: there is one for each. */
  String key() {
    return image.canonical() + " " + platform;
  }

  /** The locked content under a name that its registry is asked for. */
  ImageName in(ImageName place) {
    return ImageName.parse(place.registry() + "/" + place.repository() + "@" + digest);
  }

  /**
   * Whether an image is this content, loaded from an archive or not; a digest may be of several.
   */
  boolean isContentOf(ImageState state) {
    boolean hasDigest =
        state.id().equals(digest)
            || state.digests().stream().anyMatch(known -> known.endsWith("@" + digest));
    return state.id().equals(id) || (hasDigest && Platform.of(platform).isThatOf(state));
  }

  /** The line. */
  @Override
  public String toString() {
    return key() + " " + digest + " " + id;
  }
}
