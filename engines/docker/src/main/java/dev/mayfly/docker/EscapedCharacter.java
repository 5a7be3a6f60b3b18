package dev.mayfly.docker;

import java.io.IOException;

/**
 * A character behind a backslash in an ignore file's pattern. It stands for itself, unless it is a
 * letter or digit: Docker hands those on to Go's regular expressions, where {@code \\d} is a digit.
 */
final class EscapedCharacter {

  private static final String SAME_IN_JAVA = "adDfnrsStwW";

  private EscapedCharacter() {}

  /**
   * The same as a regular expression.
   *
   * @param at the place of the backslash
   * @throws IOException if nothing is behind it, or what means nothing
   */
  static String regex(String pattern, int at) throws IOException {
    char c = at + 1 < pattern.length() ? pattern.charAt(at + 1) : 'q';
    if (c == 'v') {
      return "\\x0B";
    }
    boolean isWord = Character.isLetterOrDigit(c) || c > 127;
    if (isWord && SAME_IN_JAVA.indexOf(c) < 0) {
      throw unreadable(pattern);
    }
    return "\\" + c;
  }

  static IOException unreadable(String pattern) {
    return new IOException(
        "\""
            + pattern
            + "\" in .dockerignore is no pattern: a bracket is not closed or empty, or a backslash"
            + " has nothing behind it that it could be for");
  }
}
