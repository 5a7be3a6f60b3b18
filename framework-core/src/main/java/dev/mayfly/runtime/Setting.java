package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One thing that users can set.
 *
 * @param name its full name; one that ends in {@code NAME} stands for a family of settings
 * @param grammar how its value is written
 * @param standard the value that it has if nobody gives one; empty if it has none then
 * @param help what it means, in a sentence
 */
record Setting<T>(String name, Grammar<T> grammar, String standard, String help) {

  private static final String MEMBER = "NAME";

  /** A setting that has no value unless it is given one. */
  static <T> Setting<T> optional(String name, Grammar<T> grammar, String help) {
    return new Setting<>(name, grammar, "", help);
  }

  /** The environment variable of a setting, which a shell can set. */
  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[-./:]", "_");
  }

  boolean isFamily() {
    return name.endsWith(MEMBER);
  }

  /** Whether a name stands for this setting, or for one of this family. */
  boolean isCalled(String other, UnaryOperator<String> spelling) {
    if (!isFamily()) {
      return spelling.apply(name).equals(other);
    }
    return other.length() > prefix().length() && other.startsWith(spelling.apply(prefix()));
  }

  private String prefix() {
    return name.substring(0, name.length() - MEMBER.length());
  }

  /** The full name of a member that is written in some spelling. */
  String memberOf(String other) {
    return prefix() + other.substring(prefix().length()).toLowerCase(Locale.ROOT);
  }

  /** The full name of a member of this family. */
  String member(String name) {
    return prefix() + name;
  }

  /** What is in the place of {@code NAME} in the full name of a member. */
  String memberIn(String fullName) {
    return fullName.substring(prefix().length());
  }

  /**
   * What the text that is given for a name stands for.
   *
   * @throws DeclarationException if it can't be read
   */
  T read(String called, String text) {
    return grammar
        .parser()
        .apply(text)
        .orElseThrow(
            () ->
                new DeclarationException(
                    String.format(
                        "Setting %s is \"%s\"; it must be %s.", called, text, grammar.expected())));
  }
}
