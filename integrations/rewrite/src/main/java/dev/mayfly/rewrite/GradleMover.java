package dev.mayfly.rewrite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts our artifacts into a Gradle script, in the place of theirs or beside them. It reads lines
 * and no Groovy or Kotlin: what a line does not show as {@code "group:name:version"} is left.
 */
final class GradleMover {

  private static final Pattern THEIRS =
      Pattern.compile(
          "([\"'])(?:org\\.testcontainers|org\\.springframework\\.boot(?=:spring-boot-testcontainers))"
              + ":([\\w-]+)(:[^\"']*)?\\1");
  private static final String LEFT =
      "// mayfly: not moved, since it is not written as \"group:name:version\"";

  /** What no other project gets. */
  private static final String OF_TESTS =
      "(.*\\W)?(test|\\w+Test)(Implementation|RuntimeOnly|CompileOnly)\\b.*";

  private final Builds builds;
  private final Path path;

  GradleMover(Builds builds, Path path) {
    this.builds = builds;
    this.path = path;
  }

  /** The script with our artifacts. */
  String moved(String script) {
    boolean managed =
        script.contains(":" + Artifacts.THEIR_BOM) || script.contains(":" + Artifacts.BOM);
    List<String> before = List.of(script.split("\n", -1));
    List<String> lines = new ArrayList<>();
    Set<String> added = new HashSet<>();
    for (String line : before) {
      List<MatchResult> theirs = THEIRS.matcher(line).results().toList();
      if (!theirs.isEmpty() && !line.matches("(.*\\W)?classpath\\b.*")) {
        List<String> all = new ArrayList<>(moved(line, theirs, managed));
        added(line, theirs, managed, script).stream().filter(added::add).forEach(all::add);
        all.stream()
            .filter(one -> one.equals(line) || !(lines.contains(one) || before.contains(one)))
            .forEach(lines::add);
      } else {
        if (line.matches(".*[\"']org\\.testcontainers[\"'].*") && !last(lines).endsWith(LEFT)) {
          lines.add(indent(line) + LEFT);
        }
        lines.add(line);
      }
    }
    return String.join("\n", lines);
  }

  /**
   * A line with ours in the places of theirs; before it theirs, and behind it the bridge, if some
   * stay.
   */
  private List<String> moved(String line, List<MatchResult> theirs, boolean managed) {
    boolean passedOn = !line.matches(OF_TESTS);
    List<MatchResult> staying =
        theirs.stream()
            .filter(
                one ->
                    Artifacts.ours(one.group(2)).isEmpty()
                        || builds.needs(path, one.group(2), passedOn))
            .toList();
    List<String> lines = new ArrayList<>();
    if (!staying.isEmpty()) {
      lines.add(line);
    }
    if (theirs.stream().anyMatch(one -> Artifacts.ours(one.group(2)).isPresent())) {
      lines.add(
          THEIRS
              .matcher(line)
              .replaceAll(
                  one ->
                      Matcher.quoteReplacement(
                          named(
                              one,
                              Artifacts.ours(one.group(2)).orElse(Artifacts.BRIDGE),
                              managed))));
    }
    staying.stream()
        .filter(one -> !List.of(Artifacts.THEIR_BOM, Artifacts.SPRING).contains(one.group(2)))
        .findFirst()
        .map(one -> with(line, theirs, named(one, Artifacts.BRIDGE, managed)))
        .ifPresent(lines::add);
    return lines;
  }

  /** Lines for what stands for none of theirs, once in a script. */
  private List<String> added(
      String line, List<MatchResult> theirs, boolean managed, String script) {
    boolean isPlain =
        theirs.stream()
            .map(one -> one.group(2))
            .noneMatch(List.of(Artifacts.THEIR_BOM, Artifacts.SPRING)::contains);
    return builds.added(path).stream()
        .filter(ours -> isPlain && !isThere(ours, script))
        .map(ours -> with(line, theirs, named(theirs.get(0), ours, managed)))
        .toList();
  }

  /** Whether the script has it, or gets it for one of theirs. */
  private static boolean isThere(String ours, String script) {
    return script.contains(Artifacts.OURS + ":" + ours)
        || THEIRS
            .matcher(script)
            .results()
            .anyMatch(one -> Artifacts.ours(one.group(2)).filter(ours::equals).isPresent());
  }

  /** A line with one artifact in the places of all. */
  private static String with(String line, List<MatchResult> theirs, String one) {
    return line.substring(0, theirs.get(0).start())
        + one
        + line.substring(theirs.get(theirs.size() - 1).end());
  }

  private String named(MatchResult theirs, String ours, boolean managed) {
    String quote = theirs.group(1);
    boolean versioned = theirs.group(3) != null || !managed;
    return quote + Artifacts.OURS + ":" + ours + (versioned ? ":" + builds.version() : "") + quote;
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
