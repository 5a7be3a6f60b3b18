package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How much names are like one another, so that a misspelt one is told of its neighbours. */
final class Likeness {

  private static final int MOST_CHANGES = 2;
  private static final int MOST_NAMES = 5;

  private Likeness() {}

  /** Those of an engine's images that may be meant: of the same repository, or nearly so called. */
  static List<String> images(ImageName wanted, Stream<String> names) {
    return names
        .flatMap(name -> familiar(name).stream())
        .filter(name -> isLike(wanted, name))
        .sorted()
        .limit(MOST_NAMES)
        .toList();
  }

  /** As people write it; nothing for an image without a name. */
  private static Optional<String> familiar(String name) {
    try {
      return Optional.of(ImageName.parse(name).familiar());
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }

  private static boolean isLike(ImageName wanted, String name) {
    String repository = withoutTag(name);
    String own = withoutTag(wanted.familiar());
    return repository.equals(own)
        || changes(repository, own) <= Math.min(MOST_CHANGES, own.length() / 4);
  }

  private static String withoutTag(String name) {
    int end = name.indexOf('@') < 0 ? name.length() : name.indexOf('@');
    int colon = name.lastIndexOf(':', end - 1);
    return name.substring(0, colon > name.lastIndexOf('/') ? colon : end);
  }

  /** How many letters must be put in, taken out or replaced to make one text of the other. */
  static int changes(String one, String other) {
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
