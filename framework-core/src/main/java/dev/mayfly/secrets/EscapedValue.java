package dev.mayfly.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds a value in a text in which any of its characters may be escaped, each in another way: as in
 * URLs, JSON, XML, SQL, properties and shells. Writers of JSON differ in what they escape, and so
 * do those of URLs. Immutable.
 *
 * @param value what is looked for
 * @param anchor the longest part of it that nobody escapes; may be empty
 */
record EscapedValue(String value, String anchor) {

  private static final int MOST_BACKSLASHES = 4;
  private static final int LONGEST_ENTITY = 10;
  private static final Map<String, Integer> ENTITIES =
      Map.of("amp", (int) '&', "lt", (int) '<', "gt", (int) '>', "quot", (int) '"', "apos", 39);

  static EscapedValue of(String value) {
    String longest = "";
    for (String part : value.split("[^A-Za-z0-9]+")) {
      longest = part.length() > longest.length() ? part : longest;
    }
    return new EscapedValue(value, longest);
  }

  /** Whether it can be written in no other way than as it is. */
  boolean isPlain() {
    return value.equals(anchor);
  }

  List<Span> in(String text) {
    List<Span> found = new ArrayList<>();
    int from = text.contains(anchor) ? 0 : text.length();
    while (from < text.length()) {
      int end = end(text, from);
      if (end > from) {
        found.add(new Span(from, end));
      }
      from = Math.max(from + 1, end);
    }
    return found;
  }

  /** Where it ends if it begins there, else -1. */
  private int end(String text, int start) {
    int at = start;
    for (int i = 0; i < value.length() && at >= 0; ) {
      int c = value.codePointAt(i);
      at = at < text.length() ? after(text, at, c) : -1;
      i += Character.charCount(c);
    }
    return at;
  }

  private static int after(String text, int at, int c) {
    return switch (text.charAt(at)) {
      case '\\' -> afterBackslash(text, at, c);
      case '%' -> afterPercent(text, at, c);
      case '&' -> afterEntity(text, at, c);
      case '\'' -> c != '\'' ? -1 : at + (text.startsWith("''", at) ? 2 : shellQuote(text, at));
      case '+' -> c == ' ' || c == '+' ? at + 1 : -1;
      default -> afterPlain(text, at, c);
    };
  }

  private static int afterPlain(String text, int at, int c) {
    return at < text.length() && text.codePointAt(at) == c ? at + Character.charCount(c) : -1;
  }

  private static int shellQuote(String text, int at) {
    return text.startsWith("'\\''", at) ? 4 : 1;
  }

  private static int afterBackslash(String text, int start, int c) {
    int at = start;
    while (at < text.length() && at - start < MOST_BACKSLASHES && text.charAt(at) == '\\') {
      at++;
    }
    if (c == '\\') {
      return at;
    }
    if (text.startsWith("u", at) && number(text, at + 1, at + 5, 16) == c) {
      return at + 5;
    }
    int letter = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c;
    return afterPlain(text, at, letter);
  }

  private static int afterPercent(String text, int start, int c) {
    int at = start;
    for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      if (!text.startsWith("%", at) || number(text, at + 1, at + 3, 16) != (b & 0xff)) {
        return afterPlain(text, start, c);
      }
      at += 3;
    }
    return at;
  }

  private static int afterEntity(String text, int at, int c) {
    int end = text.indexOf(';', at);
    if (end < 0 || end - at > LONGEST_ENTITY) {
      return afterPlain(text, at, c);
    }
    String name = text.substring(at + 1, end);
    int said =
        name.startsWith("#x") || name.startsWith("#X")
            ? number(name, 2, name.length(), 16)
            : name.startsWith("#")
                ? number(name, 1, name.length(), 10)
                : ENTITIES.getOrDefault(name, -1);
    return said == c ? end + 1 : afterPlain(text, at, c);
  }

  /** A number's value, or -1 if there is none. */
  private static int number(String text, int start, int end, int radix) {
    int number = start < end && end <= text.length() ? 0 : -1;
    for (int i = start; i < end && number >= 0; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      number = digit < 0 ? -1 : number * radix + digit;
    }
    return number;
  }
}
