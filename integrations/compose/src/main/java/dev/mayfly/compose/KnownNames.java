package dev.mayfly.compose;

import dev.mayfly.arguments.Spelling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names that a project has for something, for messages that say which there are.
 *
 * @param kind what they are names of: {@code service}
 * @param known in their order
 */
record KnownNames(ProjectOptions options, String kind, List<String> known) {

  private static final int MOST_EDITS = 2;

  /** What is wrong with a name that is none of them. */
  String unknown(String name) {
    return options.words()
        + " has no "
        + kind
        + " \""
        + name
        + "\"; it has "
        + (known.isEmpty() ? "none" : known)
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

  private static int edits(String one, String other) {
    return Spelling.changes(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }
}
