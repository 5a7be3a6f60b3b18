package dev.mayfly.arguments;

/**
 * Texts of others as they can be shown: what a terminal would obey, and half a surrogate pair,
 * which is no text at all, are written as {@code \}{@code u001b}.
 */
public final class Printable {

  private Printable() {}

  /** With its line ends and tabs. */
  public static String text(String text) {
    int first = firstToChange(text);
    if (first == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(text, i)) {
        shown.append(c);
      } else if (c != '\r' || i + 1 == text.length() || text.charAt(i + 1) != '\n') {
        shown.append(c == '\r' ? "\\r" : "\\u%04x".formatted((int) c));
      }
    }
    return shown.toString();
  }

  /** On one line. */
  public static String line(String text) {
    return text(text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t"));
  }

  private static int firstToChange(String text) {
    int at = 0;
    while (at < text.length() && isPlain(text, at)) {
      at++;
    }
    return at;
  }

  private static boolean isPlain(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return c == '\n' || c == '\t' || !Character.isISOControl(c);
  }
}
