package dev.mayfly.docker;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters in brackets of an ignore file's pattern, such as {@code [a-z]} or {@code [^\]]}.
 *
 * @param regex the same as a regular expression
 * @param end the place behind the closing bracket
 */
record CharacterClass(String regex, int end) {

  private static final Pattern POSIX =
      Pattern.compile(
          "\\[:(\\^?)(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):]");

  /**
   * @param start the place of the opening bracket
   * @throws IOException if the brackets are empty or not closed, or a range has only one end
   */
  static CharacterClass at(String pattern, int start) throws IOException {
    StringBuilder regex = new StringBuilder("[");
    int at = start + 1;
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      regex.append('^');
      at++;
    }
    int first = at;
    while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
      at = one(pattern, at, regex);
      if (at + 1 < pattern.length() && pattern.charAt(at) == '-') {
        regex.append('-');
        at = one(pattern, at + 1, regex);
      }
    }
    if (at >= pattern.length()) {
      throw EscapedCharacter.unreadable(pattern);
    }
    return new CharacterClass(regex.append(']').toString(), at + 1);
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Adds one character, or a class that has a name, and tells where the next one is. */
  private static int one(String pattern, int at, StringBuilder regex) throws IOException {
    char c = pattern.charAt(at);
    Matcher posix = POSIX.matcher(pattern).region(at, pattern.length());
    if (posix.lookingAt()) {
      String name = posix.group(2);
      String java =
          name.equals("ascii") ? "ASCII" : name.equals("xdigit") ? "XDigit" : capital(name);
      regex.append(posix.group(1).isEmpty() ? "\\p{" : "\\P{").append(java).append('}');
      return posix.end();
    }
    if (c == '\\') {
      regex.append(EscapedCharacter.regex(pattern, at));
      return at + 2;
    }
    if (c == '-' || c == ']') {
      throw EscapedCharacter.unreadable(pattern);
    }
    int character = pattern.codePointAt(at);
    regex.append("\\x{%x}".formatted(character));
    return at + Character.charCount(character);
  }
}
