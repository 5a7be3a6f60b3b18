package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the {@code docker} command, with which Mayfly is compared where there is one. */
final class DockerCommand {

  private DockerCommand() {}

  /** Skips the test, with a word, where the command is missing. */
  static void require() {
    boolean found = false;
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      found |= Files.isExecutable(Path.of(folder, "docker"));
    }
    assumeTrue(found, "there is no docker command to compare with");
  }

  /** What it prints, on both streams; it must end well. */
  static String run(String... arguments) throws IOException {
    return run(Map.of(), arguments);
  }

  /** The same with some variables, and without those that say which engine it asks. */
  static String run(Map<String, String> variables, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DOCKER_BUILDKIT", "0");
    if (!variables.isEmpty()) {
      builder.environment().keySet().removeIf(name -> name.matches("DOCKER_(HOST|CONTEXT|TLS.*)"));
      builder.environment().putAll(variables);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as("%s: %s", command, output).isZero();
    return output;
  }
}
