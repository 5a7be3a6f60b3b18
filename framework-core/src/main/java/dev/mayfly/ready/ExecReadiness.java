package dev.mayfly.ready;

import dev.mayfly.secrets.Secrets;
import java.util.List;

/** A command inside the container ends with 0. */
record ExecReadiness(List<String> command) implements Readiness {

  ExecReadiness {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("exec() needs at least the program's name.");
    }
  }

  @Override
  public Look look(Probe probe) {
    Probe.CommandOutcome outcome = probe.exec(command);
    return outcome.exitCode() == 0
        ? Look.ready()
        : Look.notYet("exit code " + outcome.exitCode() + ", output: " + outcome.output().strip());
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
