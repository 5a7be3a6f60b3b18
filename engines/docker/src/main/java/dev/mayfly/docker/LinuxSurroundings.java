package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads where this JVM runs from what Linux and container engines put there; on other systems there
 * is nothing to read.
 *
 * @param root the root of the file system
 */
record LinuxSurroundings(Path root) implements Surroundings {

  /**
   * Engines mount these files of each container from a folder that has the container's id. An
   * engine in a container has that folder in another one, so the last id counts.
   */
  private static final Pattern OWN_FILE =
      Pattern.compile(".*\\b([0-9a-f]{64})/\\S* /etc/(?:hostname|hosts|resolv\\.conf) ");

  private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{12}");

  /** The route to everywhere, its gateway's bytes in the machine's order, which is the reverse. */
  private static final Pattern DEFAULT_ROUTE =
      Pattern.compile(
          "(?m)^\\S+\\s+0{8}\\s+([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})\\s");

  static Surroundings ofThisJvm() {
    return new LinuxSurroundings(Path.of("/"));
  }

  @Override
  public List<String> containerIds() {
    List<String> ids =
        text("proc/self/mountinfo")
            .lines()
            .filter(mount -> mount.contains(" /etc/"))
            .map(OWN_FILE::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .distinct()
            .toList();
    return ids.isEmpty() ? shortId().stream().toList() : ids;
  }

  /** Where a sandbox hides the mounts, an engine's usual name for a container is left. */
  private Optional<String> shortId() {
    boolean isMarked =
        Stream.of(".dockerenv", "run/.containerenv").map(root::resolve).anyMatch(Files::exists);
    return Optional.of(hostname()).filter(name -> isMarked && SHORT_ID.matcher(name).matches());
  }

  @Override
  public String hostname() {
    return text("proc/sys/kernel/hostname").strip();
  }

  @Override
  public Optional<String> defaultGateway() {
    Matcher route = DEFAULT_ROUTE.matcher(text("proc/net/route"));
    return route.find()
        ? Optional.of(
                Stream.of(4, 3, 2, 1)
                    .map(route::group)
                    .map(hex -> Integer.toString(Integer.parseInt(hex, 16)))
                    .collect(java.util.stream.Collectors.joining(".")))
            .filter(address -> !address.equals("0.0.0.0"))
        : Optional.empty();
  }

  private String text(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException notHere) {
      return "";
    }
  }
}
