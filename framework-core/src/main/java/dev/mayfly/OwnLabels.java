package dev.mayfly;

/** Keeps the labels by which Mayfly knows what to remove out of the hands of descriptions. */
final class OwnLabels {

  private static final String PREFIX = "dev.mayfly.";

  private OwnLabels() {}

  /**
   * Looks at the key of a label that a description gives.
   *
   * @throws IllegalArgumentException if it is one of Mayfly's own
   */
  static void requireOther(String key) {
    if (key.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "\""
              + key
              + "\" can't be given as a label: what begins with "
              + PREFIX
              + " is Mayfly's own, which tells by it what to remove. Choose another key.");
    }
  }
}
