package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import dev.mayfly.arguments.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the images that may be meant by a name that is none's, so that it is told of them. */
final class Likeness {

  private static final int MOST_CHANGES = 2;
  private static final int MOST_NAMES = 5;
  // What Podman puts before the name of an image that was built or loaded there.
  private static final String LOCAL = "localhost/";

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
    String repository = repository(name);
    String own = repository(wanted.familiar());
    return repository.equals(own)
        || Spelling.changes(repository, own) <= Math.min(MOST_CHANGES, own.length() / 4);
  }

  private static String repository(String name) {
    int start = name.startsWith(LOCAL) ? LOCAL.length() : 0;
    int end = name.indexOf('@') < 0 ? name.length() : name.indexOf('@');
    int colon = name.lastIndexOf(':', end - 1);
    return name.substring(start, colon > name.lastIndexOf('/') ? colon : end);
  }
}
