package dev.mayfly.rewrite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A project before and after, from a file: a sentence, the line of Testcontainers, then {@code >>>
 * path} before each source and {@code <<< path} before what becomes of it, if anything does.
 *
 * @param sentence what it shows
 * @param line 1 or 2
 * @param before sources by their paths
 * @param after those that change
 */
record Pair(String sentence, String line, Map<String, String> before, Map<String, String> after) {

  static final Path FOLDER = Path.of("src/test/resources/pairs");

  static List<Pair> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Pair::read).toList();
    }
  }

  private static Pair read(Path file) {
    Map<String, String> before = new LinkedHashMap<>();
    Map<String, String> after = new LinkedHashMap<>();
    String[] sections = text(file).split("(?m)^(?=>>> |<<< )");
    for (int i = 1; i < sections.length; i++) {
      int end = sections[i].indexOf('\n');
      Map<String, String> side = sections[i].startsWith(">") ? before : after;
      side.put(sections[i].substring(4, end), sections[i].substring(end + 1));
    }
    List<String> head = sections[0].lines().toList();
    return new Pair(head.get(0).substring(2), head.get(1).replaceAll("\\D", ""), before, after);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sources as they are afterwards. */
  Map<String, String> outcome() {
    Map<String, String> all = new LinkedHashMap<>(before);
    all.putAll(after);
    return all;
  }

  @Override
  public String toString() {
    return sentence;
  }
}
