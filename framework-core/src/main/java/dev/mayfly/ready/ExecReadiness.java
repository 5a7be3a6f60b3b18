package dev.mayfly.ready;

import dev.mayfly.secrets.Secrets;
import java.util.List;
import java.util.regex.Pattern;

/** A command inside the container ends with 0. */
record ExecReadiness(List<String> command) implements Readiness {

  private static final Pattern NO_PROGRAM =
      Pattern.compile("not found|[Nn]o such file or directory|[Pp]ermission denied");

  ExecReadiness {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("exec() needs at least the program's name.");
    }
  }

  @Override
  public Look look(Probe probe) {
    Probe.CommandOutcome outcome = probe.exec(command);
    String output = outcome.output().strip();
    String seen = "exit code " + outcome.exitCode() + ", output: " + output;
    if (outcome.exitCode() == 0) {
      return Look.ready();
    }
    return lacksProgram(outcome.exitCode(), output)
        ? Look.never("the container can't run the command: " + seen)
        : Look.notYet(seen);
  }

  /** As shells, runc and crun say it. */
  private static boolean lacksProgram(int exitCode, String output) {
    return (exitCode == 126 || exitCode == 127) && NO_PROGRAM.matcher(output).find();
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return Secrets.none().mask(describe());
  }

  @Override
  public String describe() {
    return "the command " + String.join(" ", command) + " ends with 0";
  }
}
