package dev.mayfly.compose;

/** Compose reads {@code $} as the begin of a variable's name, and writes it twice itself. */
final class Dollars {

  private Dollars() {}

  /** What a text of a model means. */
  static String plain(String text) {
    return text.replace("$$", "$");
  }

  /** What means a text in a model. */
  static String escaped(String text) {
    return text.replace("$", "$$");
  }
}
