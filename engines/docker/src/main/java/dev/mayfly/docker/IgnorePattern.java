package dev.mayfly.docker;

import java.io.IOException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One pattern of an ignore file, with the meaning that Docker's builder gives it: {@code *} and
 * {@code ?} stand for anything but a slash, {@code **} for any directories or none, brackets for
 * one character of several, and a backslash takes the meaning from the next character.
 *
 * @param text without the exclamation mark of an exception
 * @param isException whether what matches is sent after all
 * @param matcher of a path relative to the context
 */
record IgnorePattern(String text, boolean isException, Predicate<String> matcher) {

  private static final String ANY_DIRECTORIES = "(?:.*/)?";

  boolean matches(String path) {
    return matcher.test(path);
  }

  /**
   * @param line cleaned, with an exclamation mark before an exception
   * @throws IOException if it is no pattern
   */
  static IgnorePattern of(String line) throws IOException {
    boolean isException = line.startsWith("!");
    String text = isException ? line.substring(1) : line;
    if (text.isEmpty()) {
      throw new IOException("the pattern \"!\" in .dockerignore names nothing");
    }
    return new IgnorePattern(text, isException, matcher(text));
  }

  private static Predicate<String> matcher(String text) throws IOException {
    if (text.startsWith("**") && isPlain(text.substring(2))) {
      String end = text.substring(2);
      return path -> path.endsWith(end) || ("/" + path).equals(end);
    }
    if (text.endsWith("**") && isPlain(text.substring(0, text.length() - 2))) {
      String start = text.substring(0, text.length() - 2);
      return path -> path.startsWith(start);
    }
    return isPlain(text) ? text::equals : expression(text).asMatchPredicate();
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> "*?[]\\".indexOf(c) >= 0);
  }

  private static Pattern expression(String text) throws IOException {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("**", at)) {
        at += text.startsWith("**/", at) ? 3 : 2;
        regex.append(at == text.length() ? ".*" : ANY_DIRECTORIES);
      } else if (c == '[') {
        CharacterClass read = CharacterClass.at(text, at);
        regex.append(read.regex());
        at = read.end();
      } else if (c == '\\') {
        regex.append(EscapedCharacter.regex(text, at));
        at += 2;
      } else if (c == '^') {
        regex.append(
            c); // which Docker hands on as well: the begin, so that it is nothing elsewhere
        at++;
      } else {
        regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
        at++;
      }
    }
    return Pattern.compile(regex.toString(), Pattern.UNIX_LINES);
  }
}
