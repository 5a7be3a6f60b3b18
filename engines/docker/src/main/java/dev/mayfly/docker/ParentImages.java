package dev.mayfly.docker;

import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.engine.ParentImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The images that a Dockerfile begins with or copies from, which a build needs and may need logins
 * for, up to the stage that it stops at. What is no image is left to the engine, which says so.
 *
 * @param lines of the Dockerfile
 * @param found the image that a line names, by the line's number
 */
record ParentImages(List<String> lines, Map<Integer, Mention> found) {

  private static final Pattern ARGUMENTS =
      Pattern.compile("^\\s*ARG\\s+(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ARGUMENT = Pattern.compile("(\\w+)(?:=(\"[^\"]*\"|\\S+))?");
  private static final Pattern BASE =
      Pattern.compile(
          "^\\s*FROM\\s+(?:--platform=(?<platform>\\S+)\\s+|--\\S+\\s+)*(?<image>\\S+)(?:\\s+AS\\s+(?<stage>\\S+))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COPY =
      Pattern.compile(
          "^\\s*COPY\\s+(?:--\\S+\\s+)*?--from=(?<image>\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern MOUNT =
      Pattern.compile(
          "^\\s*RUN\\s+(?:--\\S+\\s+)*?--mount=(?:\\S*,)?from=(?<image>[^\\s,]+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::-([^}]*))?}|(\\w+))");
  private static final Pattern NO_IMAGE = Pattern.compile("\\d+|scratch");

  /**
   * An image in a line.
   *
   * @param begin where its name begins there, as it is written
   * @param end where that ends
   */
  record Mention(ParentImage image, int begin, int end) {}

  /** Of a build; none if its Dockerfile can't be read, which the build itself will say. */
  static ParentImages of(ImageBuild build) {
    try {
      return of(linesOf(build), build.arguments(), build.target());
    } catch (IOException e) {
      return new ParentImages(List.of(), Map.of());
    }
  }

  private static List<String> linesOf(ImageBuild build) throws IOException {
    Dockerfile written = build.written();
    if (written != null) {
      return written.text().lines().toList();
    }
    Path folder = build.context();
    Path file = Path.of(build.dockerfile());
    return Files.readAllLines(folder == null ? file : folder.resolve(file));
  }

  /**
   * Of the lines of a Dockerfile.
   *
   * @param arguments of the build, by their names
   * @param target the stage to stop at, or null for the last
   */
  static ParentImages of(
      List<String> lines, Map<String, String> arguments, @Nullable String target) {
    Map<String, String> known = new HashMap<>();
    Set<String> stages = new HashSet<>();
    Map<Integer, Mention> found = new HashMap<>();
    int count = 0;
    for (int number : DockerfileLines.begins(lines)) {
      String line = lines.get(number);
      Matcher base = BASE.matcher(line);
      Matcher copy = COPY.matcher(line);
      Matcher mount = MOUNT.matcher(line);
      Matcher told = ARGUMENTS.matcher(line);
      if (base.lookingAt()) {
        if (target != null && stages.contains(stage(target))) {
          break;
        }
        String platform = filled(base.group("platform"), known);
        mention(base, platform, known, stages).ifPresent(mention -> found.put(number, mention));
        stages.add(String.valueOf(count++));
        Optional.ofNullable(base.group("stage")).map(ParentImages::stage).ifPresent(stages::add);
      } else if (copy.lookingAt()) {
        mention(copy, "", known, stages).ifPresent(mention -> found.put(number, mention));
      } else if (mount.lookingAt()) {
        mention(mount, "", known, stages).ifPresent(mention -> found.put(number, mention));
      } else if (told.lookingAt() && stages.isEmpty()) { // later ones are a stage's own
        ARGUMENT.matcher(told.group(1)).results().forEach(one -> add(one, arguments, known));
      }
    }
    return new ParentImages(List.copyOf(lines), Map.copyOf(found));
  }

  /** Stages are called so in whichever case; those without a name by their number. */
  private static String stage(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The images, in the order of the lines, each once for a platform. */
  List<ParentImage> bases() {
    return found.keySet().stream()
        .sorted()
        .map(line -> mentioned(line).image())
        .distinct()
        .toList();
  }

  /** Their names, each once. */
  Set<ImageName> names() {
    return bases().stream()
        .map(ParentImage::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Mention mentioned(int line) {
    return Objects.requireNonNull(found.get(line));
  }

  /** The same with other images in place of some. */
  ParentImages instead(Map<ImageName, ImageName> others) {
    List<String> changed = new ArrayList<>(lines);
    Map<Integer, Mention> mentions = new HashMap<>(found);
    found.forEach(
        (line, mention) -> {
          ImageName other = others.get(mention.image().name());
          if (other != null) {
            String text = lines.get(line);
            String before = text.substring(0, mention.begin()) + other.canonical();
            changed.set(line, before + text.substring(mention.end()));
            ParentImage image = new ParentImage(other, mention.image().platform());
            mentions.put(line, new Mention(image, mention.begin(), before.length()));
          }
        });
    return new ParentImages(changed, mentions);
  }

  /** The Dockerfile. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  private static void add(
      MatchResult argument, Map<String, String> given, Map<String, String> known) {
    String usual = argument.group(2) == null ? "" : argument.group(2).replaceAll("^\"|\"$", "");
    known.put(argument.group(1), given.getOrDefault(argument.group(1), usual));
  }

  private static Optional<Mention> mention(
      Matcher line, String platform, Map<String, String> known, Set<String> stages) {
    return parsed(filled(line.group("image"), known), stages)
        .map(name -> new ParentImage(name, platform.isEmpty() ? null : platform))
        .map(image -> new Mention(image, line.start("image"), line.end("image")));
  }

  private static String filled(@Nullable String text, Map<String, String> known) {
    return VARIABLE
        .matcher(text == null ? "" : text)
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
      return stages.contains(stage(text)) || NO_IMAGE.matcher(text).matches()
          ? Optional.empty()
          : Optional.of(ImageName.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
