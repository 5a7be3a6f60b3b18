package dev.mayfly.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files of a build's context are not sent: what the patterns of its ignore file say, the last
 * one that applies to a path counting. Immutable.
 *
 * <p>docker-java has rules of its own, which differ from Docker's in what is at the context's root,
 * in exceptions, and in how lines are read.
 *
 * @param patterns in their order
 */
record IgnoreRules(List<IgnorePattern> patterns) {

  /** The name of the file that they are read from. */
  static final String FILE = ".dockerignore";

  /**
   * What the rules say of a path.
   *
   * @param isIgnored whether it is not sent
   * @param matched for each pattern, whether it was asked and matches the path or one above it
   */
  record Verdict(boolean isIgnored, List<Boolean> matched) {}

  /**
   * The rules of a context; none if it has no ignore file.
   *
   * @throws IOException if the file can't be read, or holds what is no pattern
   */
  static IgnoreRules of(Path context) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(context.resolve(FILE));
      return parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException none) {
      return new IgnoreRules(List.of());
    }
  }

  /**
   * @param text of an ignore file
   * @throws IOException if a line is no pattern
   */
  static IgnoreRules parse(String text) throws IOException {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<IgnorePattern> patterns = new ArrayList<>();
    for (String line : plain.split("\n", -1)) {
      String pattern = strip(line);
      if (!line.startsWith("#") && !pattern.isEmpty()) {
        boolean isException = pattern.startsWith("!");
        String path = isException ? strip(pattern.substring(1)) : pattern;
        patterns.add(IgnorePattern.of((isException ? "!" : "") + cleaned(path)));
      }
    }
    return new IgnoreRules(List.copyOf(patterns));
  }

  private static String strip(String line) {
    return line.replaceAll("(?U)^\\s+|\\s+$", "");
  }

  /** Relative to the context, without dots, and without a slash at its ends. */
  private static String cleaned(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      boolean leadsUp =
          name.equals("..") && !names.isEmpty() && !names.get(names.size() - 1).equals("..");
      if (leadsUp) {
        names.remove(names.size() - 1);
      } else if (!name.isEmpty()
          && !name.equals(".")
          && !(name.equals("..") && path.startsWith("/"))) {
        names.add(name);
      }
    }
    return path.isEmpty() || !names.isEmpty() ? String.join("/", names) : ".";
  }

  /** What is said of the context itself, which is always sent. */
  Verdict ofContext() {
    return new Verdict(false, patterns.stream().map(any -> false).toList());
  }

  /**
   * @param path relative to the context
   * @param above of the directory that the path is in
   */
  Verdict of(String path, Verdict above) {
    boolean ignored = false;
    List<Boolean> matched = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      IgnorePattern pattern = patterns.get(i);
      boolean changes = pattern.isException() == ignored;
      boolean matches = above.matched().get(i) || (changes && pattern.matches(path));
      ignored = matches ? !pattern.isException() : ignored;
      matched.add(matches);
    }
    return new Verdict(ignored, matched);
  }

  /** Whether an exception may lie in a directory that is ignored. */
  boolean mayExceptBelow(String directory) {
    return patterns.stream()
        .filter(IgnorePattern::isException)
        .anyMatch(pattern -> (pattern.text() + "/").startsWith(directory + "/"));
  }
}
