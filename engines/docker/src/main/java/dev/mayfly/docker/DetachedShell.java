package dev.mayfly.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell in a session of its own, so that what ends this JVM's process group leaves it alone until
 * it has cleaned up.
 */
final class DetachedShell {

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final String DEAF = "trap '' INT HUP QUIT TERM\n";

  private DetachedShell() {}

  /** The command that starts it. */
  static List<String> command(String script, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(List.of("sh", "-c", DEAF + script, "sh"));
    command.addAll(arguments);
    return command;
  }
}
