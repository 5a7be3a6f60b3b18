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
    if (outcome.exitCode() == 0) {
      return Look.ready();
    }
    String seen = MissingProgram.words(outcome);
    return MissingProgram.isToldBy(outcome)
        ? Look.never("the container can't run the command: " + seen)
        : Look.notYet(seen);
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
