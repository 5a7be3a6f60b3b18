package dev.mayfly.runtime;

import dev.mayfly.ImageName;

/**
 * What became of an image that was to be locked. Immutable.
 *
 * @param image as it was named
 * @param platform such as {@code linux/amd64}
 * @param kind what happened
 * @param before the digest that it was locked to; empty if to none
 * @param now the digest that it is locked to; empty if to none
 */
public record LockChange(ImageName image, String platform, Kind kind, String before, String now) {

  /** What happened to the line of an image. */
  public enum Kind {
    /** There was none. */
    ADDED,
    /** Its digest is another one now. */
    MOVED,
    /** It is as it was. */
    KEPT,
    /** There is none, since the image's name has a digest. */
    PINNED,
    /** There is none: the image was built on the engine or loaded there, and has no digest. */
    BUILT
  }
}
