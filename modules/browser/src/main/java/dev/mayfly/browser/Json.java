package dev.mayfly.browser;

/** Texts as JSON writes them. */
final class Json {

  private Json() {}

  /** The text that is written so between two quotes. */
  static String plain(String escaped) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < escaped.length(); at++) {
      char next = escaped.charAt(at);
      if (next != '\\' || at + 1 == escaped.length()) {
        text.append(next);
        continue;
      }
      char code = escaped.charAt(++at);
      if (code == 'u' && at + 4 < escaped.length()) {
        text.append((char) Integer.parseInt(escaped.substring(at + 1, at + 5), 16));
        at += 4;
      } else {
        text.append(control(code));
      }
    }
    return text.toString();
  }

  private static char control(char code) {
    return switch (code) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> code;
    };
  }
}
