package dev.mayfly.ready;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions that users write, checked when they are written and not when they are used.
 */
final class Regex {

  private Regex() {}

  static String checked(String regex) {
    try {
      Pattern.compile(regex);
      return regex;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + regex + "\" is no regular expression: " + e.getMessage(), e);
    }
  }

  /** Whether the text contains a match. */
  static boolean finds(String regex, String text) {
    return Pattern.compile(regex).matcher(text).find();
  }
}
