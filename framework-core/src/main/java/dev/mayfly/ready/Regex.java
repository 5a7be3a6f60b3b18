package dev.mayfly.ready;

import dev.mayfly.Given;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions that users write, checked when they are written and not when they are used.
 */
final class Regex {

  private Regex() {}

  static String checked(@Nullable String regex) {
    String given = Given.value(regex, "regular expression");
    try {
      Pattern.compile(given);
      return given;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + given + "\" is no regular expression: " + e.getMessage(), e);
    }
  }

  /** Whether the text contains a match. */
  static boolean finds(String regex, String text) {
    return Pattern.compile(regex).matcher(text).find();
  }
}
