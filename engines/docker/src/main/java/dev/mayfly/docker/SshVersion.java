package dev.mayfly.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How new a user's ssh client is, for options that only newer ones know. They can't be given to all
 * with {@code IgnoreUnknown}: of that the first counts, and it would take the place of the user's
 * own.
 *
 * @param major of OpenSSH; 0 if it says none
 * @param minor of OpenSSH
 */
record SshVersion(int major, int minor) {

  private static final Pattern SAID = Pattern.compile("OpenSSH(?:_for_Windows)?_(\\d+)\\.(\\d+)");
  private static final int SECONDS = 5;

  /**
   * Asks it; what can't be run is told by whoever runs it next.
   *
   * @param ssh the command and its first arguments
   */
  static SshVersion of(List<String> ssh) {
    List<String> command = new ArrayList<>(ssh);
    command.add("-V");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
      process.destroyForcibly();
    } catch (IOException e) {
      // it has said nothing
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new SshVersion(0, 0);
  }

  static SshVersion parse(String said) {
    Matcher version = SAID.matcher(said);
    return version.find()
        ? new SshVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))
        : new SshVersion(0, 0);
  }

  /** What in the user's configuration would keep a login from running a command is overridden. */
  List<String> options() {
    boolean knows = major > 8 || (major == 8 && minor >= 7);
    return knows
        ? List.of(
            "-o", "SessionType=default", "-o", "StdinNull=no", "-o", "ForkAfterAuthentication=no")
        : List.of();
  }
}
