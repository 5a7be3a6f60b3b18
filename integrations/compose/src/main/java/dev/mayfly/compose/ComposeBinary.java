package dev.mayfly.compose;

import dev.mayfly.MayflyException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds Docker's Compose, version 2 or later, on this machine: a plug-in of the docker command,
 * which also runs by itself.
 */
final class ComposeBinary {

  private static final String NAME = "docker-compose";

  /** Where the docker command looks, beside the user's own folder. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/local/lib/docker/cli-plugins",
          "/usr/local/libexec/docker/cli-plugins",
          "/usr/lib/docker/cli-plugins",
          "/usr/libexec/docker/cli-plugins",
          "/opt/homebrew/lib/docker/cli-plugins",
          "/Applications/Docker.app/Contents/Resources/cli-plugins",
          "C:\\Program Files\\Docker\\cli-plugins",
          "C:\\ProgramData\\Docker\\cli-plugins");

  /** One that was put there by hand, or the docker command with a plug-in in a place of its own. */
  private static final List<List<String>> ON_PATH =
      List.of(List.of(NAME), List.of("docker", "compose"));

  private final Map<String, String> env;
  private final String home;
  private final List<String> folders;
  private final List<List<String>> onPath;

  /**
   * @param home the user's folder
   * @param folders where plug-ins of all users are
   * @param onPath commands that are tried where there is no plug-in
   */
  ComposeBinary(
      Map<String, String> env, String home, List<String> folders, List<List<String>> onPath) {
    this.env = env;
    this.home = home;
    this.folders = folders;
    this.onPath = onPath;
  }

  static ComposeBinary ofThisMachine() {
    return new ComposeBinary(
        System.getenv(), System.getProperty("user.home", ""), FOLDERS, ON_PATH);
  }

  /**
   * The words that it is called by.
   *
   * @throws MayflyException if there is none; the message says how to get it
   */
  List<String> command() {
    return plugins()
        .filter(Files::isExecutable)
        .findFirst()
        .map(found -> List.of(found.toString()))
        .or(this::onPath)
        .orElseThrow(() -> new MayflyException(missing()));
  }

  private Stream<Path> plugins() {
    String own = env.getOrDefault("DOCKER_CONFIG", Path.of(home, ".docker").toString());
    String file = File.separatorChar == '\\' ? NAME + ".exe" : NAME;
    return Stream.concat(Stream.of(own + File.separator + "cli-plugins"), folders.stream())
        .map(folder -> Path.of(folder, file));
  }

  private Optional<List<String>> onPath() {
    return onPath.stream().filter(this::isNew).findFirst();
  }

  private boolean isNew(List<String> command) {
    return Invocation.of(command, env)
        .arguments(List.of("version", "--short"))
        .tryRun()
        .filter(result -> result.exitCode() == 0)
        .filter(result -> result.stdout().strip().matches("v?([2-9]|\\d\\d+)\\..*"))
        .isPresent();
  }

  private String missing() {
    return "there is no Docker Compose of version 2 or later on this machine. try: on Debian 13 and"
        + " Ubuntu, apt-get install docker-compose or docker-compose-v2; with Docker's own packages,"
        + " docker-compose-plugin; on a Mac and on Windows, Docker Desktop has it (a Mac without it:"
        + " brew install docker-compose). Looked for as a plug-in in "
        + plugins().map(Path::getParent).map(Path::toString).toList()
        + ", as docker-compose and as docker compose.";
  }
}
