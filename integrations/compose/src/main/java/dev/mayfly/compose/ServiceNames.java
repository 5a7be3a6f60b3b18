package dev.mayfly.compose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names of a project's services, for messages that say which there are.
 *
 * @param known in their order
 */
record ServiceNames(ProjectOptions options, List<String> known) {

  private static final int MOST_EDITS = 2;

  /** What is wrong with a name that is none of them. */
  String unknown(String name) {
    return options.words()
        + " has no service \""
        + name
        + "\"; it has "
        + known
        + "."
        + closest(name).map(one -> " Did you mean \"" + one + "\"?").orElse("");
  }

  private Optional<String> closest(String name) {
    return known.stream()
        .filter(one -> isClose(name, one))
        .min(Comparator.comparingInt(one -> edits(name, one)));
  }

  private static boolean isClose(String one, String other) {
    return edits(one, other) <= Math.min(MOST_EDITS, other.length() - 1)
        || Arrays.equals(one.chars().sorted().toArray(), other.chars().sorted().toArray());
  }

  /** How many letters have to be put in, left out or changed (Levenshtein's distance). */
  private static int edits(String one, String other) {
    String from = one.toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int change = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(change, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
