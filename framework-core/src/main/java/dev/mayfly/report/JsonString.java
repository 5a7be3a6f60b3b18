package dev.mayfly.report;

import java.util.function.IntPredicate;

/** How a text is written between the quotes of a string in JSON. */
final class JsonString {

  private JsonString() {}

  /**
   * Escapes what JSON wants escaped.
   *
   * @param stays which other characters stay as they are; those that don't are written as numbers
   */
  static String escape(String text, IntPredicate stays) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.chars().forEach(c -> append(escaped, (char) c, stays));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, char c, IntPredicate stays) {
    switch (c) {
      case '"', '\\' -> escaped.append('\\').append(c);
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      default -> {
        boolean plain = c >= ' ' && stays.test(c);
        escaped.append(plain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
    }
  }
}
