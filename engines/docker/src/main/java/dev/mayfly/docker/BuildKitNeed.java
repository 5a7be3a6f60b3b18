package dev.mayfly.docker;

import dev.mayfly.ImageBuild;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in a Dockerfile what the builder of the engine's API can't do, and BuildKit can. */
final class BuildKitNeed {

  private static final List<Pattern> NEEDS =
      Stream.of(
              "^\\s*(?<word>RUN)\\s+(?:--\\S+\\s+)*?(?<option>--(?:mount|network|security|device))\\b",
              "^\\s*(?<word>COPY|ADD)\\s+(?:--\\S+\\s+)*?"
                  + "(?<option>--(?:link|chmod|parents|exclude|checksum|keep-git-dir|unpack))\\b",
              "^\\s*(?<word>RUN|COPY|ADD)\\s(?:.*\\s)?(?<option><<-?[\"']?\\w+[\"']?)(?!\\S)")
          .map(line -> Pattern.compile(line, Pattern.CASE_INSENSITIVE))
          .toList();

  private BuildKitNeed() {}

  /**
   * What it is, in words; empty if there is nothing.
   *
   * @param isPodman whether the API's builder is Podman's, which lacks the secrets alone
   */
  static Optional<String> of(List<String> dockerfile, ImageBuild build, boolean isPodman) {
    if (!build.secrets().isEmpty()) {
      return Optional.of("the secret \"" + build.secrets().keySet().iterator().next() + "\"");
    }
    return isPodman
        ? Optional.empty()
        : DockerfileLines.begins(dockerfile).stream()
            .flatMap(line -> inLine(dockerfile.get(line), line + 1).stream())
            .findFirst();
  }

  private static Optional<String> inLine(String line, int number) {
    return NEEDS.stream()
        .map(need -> need.matcher(line))
        .filter(Matcher::find)
        .map(found -> found.group("word") + " " + found.group("option") + " in line " + number)
        .findFirst();
  }
}
