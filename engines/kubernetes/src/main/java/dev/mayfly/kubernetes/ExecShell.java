package dev.mayfly.kubernetes;

import dev.mayfly.ExecSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts programs of the image before a command that asks for what a cluster gives none: variables, a
 * directory, and an input that ends.
 *
 * <p>No word of the command is read by a shell: all come as its arguments.
 */
final class ExecShell {

  private static final String SCRIPT = "cd -- \"$1\" || exit 126; shift; exec \"$@\"";
  private static final String READING =
      "cd -- \"$1\" || exit 126; n=$2; shift 2; head -c \"$n\" | \"$@\"";

  private ExecShell() {}

  /** The words that are run. */
  static List<String> wrapped(ExecSpec command) {
    List<String> words = withVariables(command);
    String directory = command.workingDirectory();
    int length = command.stdin().length;
    if (length == 0 && directory == null) {
      return words;
    }
    List<String> shell = new ArrayList<>(List.of("sh", "-c", length == 0 ? SCRIPT : READING));
    shell.addAll(List.of("mayfly", directory == null ? "." : directory));
    if (length > 0) {
      shell.add(String.valueOf(length));
    }
    shell.addAll(words);
    return shell;
  }

  private static List<String> withVariables(ExecSpec command) {
    if (command.env().isEmpty()) {
      return command.command();
    }
    List<String> words = new ArrayList<>(List.of("env"));
    new TreeMap<>(command.env()).forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command.command());
    return words;
  }

  /** Whether the words are more than the command's. */
  static boolean wraps(ExecSpec command) {
    return !wrapped(command).equals(command.command());
  }

  /** What to say where the image has not what the command was put after. */
  static String advice() {
    return "\nA cluster gives a command no variables, no directory and no end of its input: for"
        + " those the image needs \"env\", \"sh\" and \"head\".";
  }
}
