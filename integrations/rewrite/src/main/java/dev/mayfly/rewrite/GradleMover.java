package dev.mayfly.rewrite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    for (String line : before) {
      Matcher theirs = THEIRS.matcher(line);
      if (theirs.find()) {
        List<String> ours = new ArrayList<>();
        add(ours, line, theirs, managed);
        ours.stream()
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

  private void add(List<String> lines, String line, Matcher theirs, boolean managed) {
    String artifact = theirs.group(2);
    String ours = Artifacts.ours(artifact).orElse("");
    boolean stays = ours.isEmpty() || builds.needs(path, artifact);
    if (stays) {
      lines.add(line);
    }
    boolean versioned = theirs.group(3) != null || !managed;
    if (!ours.isEmpty()) {
      lines.add(with(line, theirs, ours, versioned));
    }
    if (stays && !artifact.equals(Artifacts.THEIR_BOM) && !artifact.equals(Artifacts.SPRING)) {
      lines.add(with(line, theirs, Artifacts.BRIDGE, versioned));
    }
  }

  private String with(String line, Matcher theirs, String ours, boolean versioned) {
    String quote = theirs.group(1);
    String name = Artifacts.OURS + ":" + ours + (versioned ? ":" + builds.version() : "");
    return line.substring(0, theirs.start()) + quote + name + quote + line.substring(theirs.end());
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
