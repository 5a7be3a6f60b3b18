package dev.mayfly.junit;

import dev.mayfly.DeclarationException;

/** Refuses a JUnit that lacks methods that Mayfly calls, before one is missed. */
final class TooOldJUnit {

  /** JUnit 5.10 is the first that has it. */
  private static final String NEW_IN_5_10 =
      "org.junit.jupiter.api.extension.AnnotatedElementContext";

  private TooOldJUnit() {}

  /**
   * Looks which JUnit there is.
   *
   * @param loader that JUnit is loaded by
   * @throws DeclarationException if it is older than 5.10
   */
  static void refuse(ClassLoader loader) {
    try {
      Class.forName(NEW_IN_5_10, false, loader);
    } catch (ClassNotFoundException e) {
      throw new DeclarationException(
          "Mayfly needs JUnit Jupiter 5.10 or later, and this run has an older one. Raise the version"
              + " of junit-jupiter, or of junit-bom, in the project's build.");
    }
  }
}
