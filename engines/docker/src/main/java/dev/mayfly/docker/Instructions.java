package dev.mayfly.docker;

/** Writes instructions of a Dockerfile, which change an image that is not built from one. */
final class Instructions {

  private Instructions() {}

  static String label(String key, String value) {
    return "LABEL " + quoted(key) + "=" + quoted(value);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }
}
