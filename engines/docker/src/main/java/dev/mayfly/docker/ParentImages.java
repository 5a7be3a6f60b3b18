package dev.mayfly.docker;

import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images that a Dockerfile begins with or copies from, for whose registries a build may need
 * logins. What is no image is left to the engine, which says so.
 */
final class ParentImages {

  private static final Pattern ARGUMENTS =
      Pattern.compile("^\\s*ARG\\s+(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ARGUMENT = Pattern.compile("(\\w+)(?:=(\"[^\"]*\"|\\S+))?");
  private static final Pattern BASE =
      Pattern.compile(
          "^\\s*FROM\\s+(?:--\\S+\\s+)*(?<image>\\S+)(?:\\s+AS\\s+(?<stage>\\S+))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COPY =
      Pattern.compile(
          "^\\s*COPY\\s+(?:--\\S+\\s+)*?--from=(?<image>\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::-([^}]*))?}|(\\w+))");
  private static final Pattern NO_IMAGE = Pattern.compile("\\d+|scratch");

  private ParentImages() {}

  static Set<ImageName> of(ImageBuild build) {
    try {
      return of(Files.readAllLines(build.context().resolve(build.dockerfile())), build.arguments());
    } catch (IOException e) {
      return Set.of(); // the build itself will say so
    }
  }

  /**
   * Of the lines of a Dockerfile.
   *
   * @param arguments of the build, by their names
   */
  static Set<ImageName> of(List<String> lines, Map<String, String> arguments) {
    Map<String, String> known = new HashMap<>();
    Set<String> stages = new HashSet<>();
    Set<ImageName> images = new LinkedHashSet<>();
    for (String line : lines) {
      Matcher base = BASE.matcher(line);
      Matcher copy = COPY.matcher(line);
      Matcher told = ARGUMENTS.matcher(line);
      if (base.lookingAt()) {
        parsed(filled(base.group("image"), known), stages).ifPresent(images::add);
        stages.add(String.valueOf(base.group("stage")));
      } else if (copy.lookingAt()) {
        parsed(filled(copy.group("image"), known), stages).ifPresent(images::add);
      } else if (told.lookingAt() && stages.isEmpty()) { // later ones are a stage's own
        ARGUMENT.matcher(told.group(1)).results().forEach(one -> add(one, arguments, known));
      }
    }
    return images;
  }

  private static void add(
      MatchResult argument, Map<String, String> given, Map<String, String> known) {
    String usual = argument.group(2) == null ? "" : argument.group(2).replaceAll("^\"|\"$", "");
    known.put(argument.group(1), given.getOrDefault(argument.group(1), usual));
  }

  private static String filled(String text, Map<String, String> known) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, known)));
  }

  private static String value(MatchResult found, Map<String, String> known) {
    String name = found.group(1) == null ? found.group(3) : found.group(1);
    String value = known.getOrDefault(name, "");
    String usual = found.group(2);
    return value.isEmpty() && usual != null ? usual : value;
  }

  private static Optional<ImageName> parsed(String text, Set<String> stages) {
    try {
      return stages.contains(text) || NO_IMAGE.matcher(text).matches()
          ? Optional.empty()
          : Optional.of(ImageName.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
