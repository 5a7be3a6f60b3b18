package dev.mayfly.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a source file that documentation shows, between two comments with its name. */
final class SourceRegion {

  private SourceRegion() {}

  /**
   * Reads {@code path#name} moved to the left margin, below the imports that it needs; or a whole
   * file if there is no name.
   *
   * @throws IllegalArgumentException if the file has no such region
   */
  static String read(Path root, String source) {
    String[] parts = source.split("#", 2);
    try {
      String text = Files.readString(root.resolve(parts[0]));
      return parts.length == 1 ? tidy(text) : withImports(text, tidy(region(text, parts[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withImports(String text, String region) {
    return Stream.of(imports(text, "import static ", region), imports(text, "import ", region))
        .map(imports -> imports.isEmpty() ? "" : imports + "\n\n")
        .collect(Collectors.joining("", "", region));
  }

  /** The lines of a file that import, in one of both ways, what a region names. */
  private static String imports(String text, String keyword, String region) {
    return text.lines()
        .filter(line -> line.matches(keyword + "[\\w.]+;"))
        .filter(line -> names(region, line.substring(line.lastIndexOf('.') + 1, line.length() - 1)))
        .collect(Collectors.joining("\n"));
  }

  private static boolean names(String region, String name) {
    return Pattern.compile("\\b" + name + "\\b").matcher(region).find();
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
