package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the path that a file gets in the context of a build. */
final class ContextPath {

  private ContextPath() {}

  /**
   * Without dots, and without slashes at its ends.
   *
   * @throws IllegalArgumentException if it is none, or leads out of the context
   */
  static String of(@Nullable String path) {
    String given = Given.name(path, "path");
    List<String> names = new ArrayList<>();
    for (String name : given.split("/")) {
      if (name.equals("..")) {
        throw new IllegalArgumentException(
            "path "
                + Given.quoted(given)
                + " may lead out of the context; write it without \"..\".");
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "path " + Given.quoted(given) + " is the context itself; give the file a name in it.");
    }
    return String.join("/", names);
  }
}
