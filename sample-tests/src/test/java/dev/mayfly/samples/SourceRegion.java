package dev.mayfly.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of a source file that documentation shows, between two comments with its name. */
final class SourceRegion {

  private SourceRegion() {}

  /**
   * Reads {@code path#name}, or a whole file if there is no name, moved to the left margin.
   *
   * @throws IllegalArgumentException if the file has no such region
   */
  static String read(Path root, String source) {
    String[] parts = source.split("#", 2);
    try {
      String text = Files.readString(root.resolve(parts[0]));
      return tidy(parts.length == 1 ? text : region(text, parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String region(String text, String name) {
    List<String> lines = text.lines().toList();
    int begin = indexOf(lines, "// tag::" + name + "[]");
    int end = indexOf(lines, "// end::" + name + "[]");
    return String.join("\n", lines.subList(begin + 1, end));
  }

  private static int indexOf(List<String> lines, String comment) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(comment)) {
        return i;
      }
    }
    throw new IllegalArgumentException("There is no line \"" + comment + "\".");
  }

  private static String tidy(String text) {
    return text.stripTrailing().stripIndent().strip() + "\n";
  }
}
