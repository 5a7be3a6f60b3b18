package dev.mayfly.runtime;

/** What exit codes mean by the conventions of shells and engines. */
final class ExitCode {

  private ExitCode() {}

  /** The meaning in brackets, with a space in front; empty where a code has none. */
  static String meaning(int code) {
    return switch (code) {
      case 125 -> " (the engine could not run it)";
      case 126 -> " (the command can't be executed)";
      case 127 -> " (there is no such command)";
      case 130 -> " (interrupted)";
      case 134 -> " (aborted)";
      case 137 -> " (killed)";
      case 139 -> " (crashed: segmentation fault)";
      case 143 -> " (terminated)";
      default -> "";
    };
  }
}
