package dev.mayfly.arguments;

/** The begin and the end of texts that are too long to be shown, with what was left out. */
public final class Excerpt {

  private Excerpt() {}

  /**
   * The text, or its first and last half of {@code most} characters with a word on how many were
   * left out between them.
   */
  public static String of(String text, int most) {
    return of(text, most, "");
  }

  /**
   * The same.
   *
   * @param whole where all of it is, such as {@code mayfly.logs=file keeps all of it}; may be empty
   */
  public static String of(String text, int most, String whole) {
    if (text.length() <= most) {
      return text;
    }
    int half = most / 2;
    String where = whole.isEmpty() ? "" : "; " + whole;
    return text.substring(0, half)
        + "[… "
        + (text.length() - 2 * half)
        + " characters left out"
        + where
        + " …]"
        + text.substring(text.length() - half);
  }
}
