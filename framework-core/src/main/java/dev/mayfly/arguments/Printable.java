package dev.mayfly.arguments;

import java.util.regex.Pattern;

/**
 * Texts of others as they can be shown: what a terminal would obey, and half a surrogate pair,
 * which is no text at all, are written as {@code \}{@code u001b}.
 */
public final class Printable {

  /** Colours and movements (CSI), titles and links (OSC), and shorter sequences. */
  private static final Pattern DRAWING =
      Pattern.compile(
          "\u001b\\[[0-?]*+[ -/]*+[@-~]|\u001b\\][^\u0007\u001b]{0,2000}+(?:\u0007|\u001b\\\\)"
              + "|\u001b[ -/]*+[0-Z\\\\^-~]");

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

  /**
   * A line of a program that drew on a terminal: what it looked like at the end, without colours
   * and movements.
   */
  public static String drawn(String line) {
    String plain = DRAWING.matcher(line).replaceAll("").stripTrailing();
    return text(plain.substring(plain.lastIndexOf('\r') + 1));
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
