package dev.mayfly.arguments;

import java.util.Arrays;

/** How far apart two spellings are, so that messages can say what may be meant. */
public final class Spelling {

  private Spelling() {}

  /**
   * How many letters must be put in, taken out or replaced to make one text of the other
   * (Levenshtein's distance).
   */
  public static int changes(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, at -> at);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
