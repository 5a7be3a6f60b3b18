package dev.mayfly.runtime;

import dev.mayfly.ImageName;

/**
 * Under which name an image is asked for.
 *
 * @param asked as it is declared
 * @param name as the engine and registries are asked
 * @param rule what made the one of the other, in words; empty if they are the same
 */
record ImageAlias(ImageName asked, ImageName name, String rule) {

  static ImageAlias none(ImageName name) {
    return new ImageAlias(name, name, "");
  }

  boolean isRenamed() {
    return !rule.isEmpty();
  }

  /** Both names, for messages. */
  String words() {
    return isRenamed() ? name + ", which stands for " + asked + " by " + rule + "," : "" + name;
  }
}
