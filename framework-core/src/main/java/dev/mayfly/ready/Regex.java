package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions that users write, checked when they are written and not when they are used.
 */
final class Regex {

  private static final String UNQUOTED = "(?<!\\\\)(?:\\\\\\\\)*";
  private static final String BREAK = "(?:\\\\r\\??|\r\\??)?(?:\\\\n|\n|\\\\R)";
  private static final Pattern LINE_END =
      Pattern.compile("(?s)(.*?" + UNQUOTED + ")(?:" + BREAK + "[?*+]?)+(\\$?)$");
  private static final Pattern SEVERAL_LINES =
      Pattern.compile("(?s)[^\\[(|]*?" + UNQUOTED + BREAK + "(?![?*{])[^\\])|]*");

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

  /**
   * An expression that is searched for in lines, which come without their ends: one at its end, as
   * in {@code ".*started.*\\n"}, is left out.
   *
   * @throws IllegalArgumentException if it can't be read, or if it wants a line end elsewhere,
   *     which no line has
   */
  static String ofLine(@Nullable String regex) {
    String given = checked(regex);
    String line = LINE_END.matcher(given).replaceFirst("$1$2");
    if (SEVERAL_LINES.matcher(line).matches()) {
      throw new IllegalArgumentException(
          "The regular expression \""
              + given.replace("\r", "\\r").replace("\n", "\\n")
              + "\" wants a line end, and lines are looked at one by one, without their ends."
              + " Search for what one line holds; allOf(log(…), log(…)) waits for two.");
    }
    return checked(line);
  }

  /** Whether the text contains a match. */
  static boolean finds(String regex, String text) {
    return Pattern.compile(regex).matcher(text).find();
  }
}
