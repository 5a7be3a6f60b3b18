package dev.mayfly.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a source file that documentation shows, each between two comments with its name. */
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
    Pattern part =
        Pattern.compile(
            "(?s)// tag::%1$s\\[]\n(.*?)\\h*// end::%1$s\\[]".formatted(Pattern.quote(name)));
    String parts =
        part.matcher(text)
            .results()
            .map(found -> found.group(1).stripTrailing())
            .collect(Collectors.joining("\n\n"));
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("There is no region \"" + name + "\".");
    }
    return parts;
  }

  private static String tidy(String text) {
    return text.stripTrailing().stripIndent().strip() + "\n";
  }
}
