package dev.mayfly.docker;

import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images that a Dockerfile begins with or copies from, for whose registries a build may need
 * logins. What is no image is left to the engine, which says so.
 */
final class BaseImages {

  private static final Pattern LINE =
      Pattern.compile(
          "^\\s*(?:(?<arg>ARG)\\s+(?<name>\\w+)(?:=(?<value>\\S+))?"
              + "|FROM\\s+(?:--\\S+\\s+)*(?<base>\\S+)"
              + "|COPY\\s+(?:--\\S+\\s+)*?--from=(?<from>\\S+).*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::-([^}]*))?}|(\\w+))");

  private BaseImages() {}

  static List<ImageName> of(ImageBuild build) {
    try {
      return of(Files.readAllLines(build.context().resolve(build.dockerfile())), build.arguments());
    } catch (IOException e) {
      return List.of(); // the build itself will say so
    }
  }

  /**
   * Of the lines of a Dockerfile.
   *
   * @param arguments of the build, by their names
   */
  static List<ImageName> of(List<String> lines, Map<String, String> arguments) {
    Map<String, String> known = new HashMap<>();
    List<ImageName> images = new ArrayList<>();
    for (String line : lines) {
      Matcher found = LINE.matcher(line);
      if (!found.lookingAt()) {
        continue;
      }
      if (found.group("arg") != null) {
        String name = found.group("name");
        known.put(
            name,
            arguments.getOrDefault(name, Optional.ofNullable(found.group("value")).orElse("")));
      } else {
        String image = found.group("base") == null ? found.group("from") : found.group("base");
        parsed(filled(image, known)).ifPresent(images::add);
      }
    }
    return images;
  }

  private static String filled(String text, Map<String, String> known) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, known)));
  }

  private static String value(MatchResult found, Map<String, String> known) {
    String name = found.group(1) == null ? found.group(3) : found.group(1);
    String value = known.getOrDefault(name, "").replaceAll("^\"|\"$", "");
    String usual = found.group(2);
    return value.isEmpty() && usual != null ? usual : value;
  }

  private static Optional<ImageName> parsed(String text) {
    try {
      return Optional.of(ImageName.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
