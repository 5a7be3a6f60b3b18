package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.List;

/** Values that a user marks as secret, looked at before they are starred everywhere. */
final class MarkedSecrets {

  private static final int SHORTEST = 4;

  private MarkedSecrets() {}

  /**
   * The values as they are.
   *
   * @param instead what else can be done with a short one, in words; empty for nothing
   * @throws IllegalArgumentException if one is so short that it would be starred all over
   */
  static List<String> of(String[] values, String instead) {
    List<String> all = Given.texts(values, "secret");
    if (all.stream().anyMatch(value -> value.strip().length() < SHORTEST)) {
      throw new IllegalArgumentException(
          "secret has fewer than 4 characters: stars for each such text would make messages"
              + " unreadable. Take a longer one"
              + instead
              + ".");
    }
    return all;
  }
}
