package dev.mayfly.ready;

import java.util.Set;
import java.util.regex.Pattern;

/** Tells from a command's end that its program is not there, as shells, runc and crun say it. */
final class MissingProgram {

  /** A shell's two; and an engine's for a HEALTHCHECK that it could not run. */
  private static final Set<Integer> CODES = Set.of(126, 127, -1);

  private static final Pattern WORDS =
      Pattern.compile("not found|[Nn]o such file or directory|[Pp]ermission denied");

  private MissingProgram() {}

  static boolean isToldBy(Probe.CommandOutcome outcome) {
    return CODES.contains(outcome.exitCode()) && WORDS.matcher(outcome.output()).find();
  }

  /** What a command ended with, in words. */
  static String words(Probe.CommandOutcome outcome) {
    return "exit code " + outcome.exitCode() + ", output: " + outcome.output().strip();
  }
}
