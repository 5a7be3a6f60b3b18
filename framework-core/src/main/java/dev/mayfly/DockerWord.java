package dev.mayfly;

/** Writes values so that the reader of a Dockerfile finds them as they are. */
final class DockerWord {

  private DockerWord() {}

  /** Between double quotes, where a variable's name would be read too. */
  static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }

  /** Without quotes around it: neither its own quotes nor variables' names are read. */
  static String escaped(String value) {
    return value.replaceAll("[\\\\\"'$]", "\\\\$0");
  }

  /** As a text of JSON. */
  static String json(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return text.append('"').toString();
  }
}
