package dev.mayfly.ready;

import java.util.OptionalInt;

/** The container has ended with an exit code. */
record ExitReadiness(int expected) implements Readiness {

  ExitReadiness {
    if (expected < 0 || expected > 255) {
      throw new IllegalArgumentException(
          "No process ends with exit code "
              + expected
              + "; give one from 0 to 255. A shell's \"exit "
              + expected
              + "\" is "
              + (expected & 255)
              + " here.");
    }
  }

  @Override
  public Look look(Probe probe) {
    OptionalInt code = probe.exitCode();
    if (code.isEmpty()) {
      return Look.notYet("it still runs");
    }
    return code.getAsInt() == expected
        ? Look.ready()
        : Look.never("it ended with exit code " + code.getAsInt());
  }

  @Override
  public String describe() {
    return "it ends with exit code " + expected;
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofExit();
  }
}
