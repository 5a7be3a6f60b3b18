package dev.mayfly.neo4j;

/** Texts as JSON has them. */
final class Json {

  private Json() {}

  /** In quotes. */
  static String text(String plain) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  /** What was within quotes, without its escapes; other than usual ones stay as they are. */
  static String plain(String escaped) {
    return escaped
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\\"", "\"")
        .replace("\\\\", "\\");
  }
}
