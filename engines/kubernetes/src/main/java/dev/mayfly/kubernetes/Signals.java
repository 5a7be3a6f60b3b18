package dev.mayfly.kubernetes;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;

/** Sends signals to containers' processes, as far as a cluster does. */
final class Signals {

  /**
   * Sends $1 to the program: the oldest of those that were begun from outside in this shell's own
   * control group. Where a pod's processes see each other, the first one is the pod's, and those of
   * sidecars and of commands are there too.
   */
  private static final String SCRIPT =
      """
      program=
      group=$(cat /proc/$$/cgroup)
      for process in /proc/[0-9]*; do
        id=${process#/proc/}
        parent=
        while read -r key value; do
          [ "$key" != PPid: ] || parent=$value
        done 2>/dev/null < "$process/status"
        if [ "$parent" = 0 ] && [ "$id" != $$ ] && [ "$(cat "$process/cgroup")" = "$group" ] &&
            { [ -z "$program" ] || [ "$id" -lt "$program" ]; }; then
          program=$id
        fi
      done
      kill "-$1" "${program:-1}"
      """;

  /** And the signal's number; less is for what a shell can't run. */
  private static final int KILLED = 128;

  private final Containers containers;
  private final PodExec exec;

  Signals(Containers containers, PodExec exec) {
    this.containers = containers;
    this.exec = exec;
  }

  /**
   * Ends the process, or lets it have another signal by a shell beside it.
   *
   * @throws dev.mayfly.engine.EngineException if there is no such signal, or if the container does
   *     not run, or has no shell
   */
  void send(String id, String signal) {
    SignalName name = SignalName.of(signal);
    if (name.isKill()) {
      containers.kill(id);
      return;
    }
    containers.requireRunning(id);
    ExecResult result = exec.run(id, ExecSpec.of("sh", "-c", SCRIPT, "mayfly", name.word()), null);
    if (result.exitCode() != 0 && !hasEndedWithIt(result)) {
      throw Refused.unable(
          "A cluster sends no signals: the image needs a shell for that. It says: "
              + result.stdout()
              + result.stderr());
    }
  }

  /** Whether the shell was killed itself, as when the signal has ended the container. */
  private static boolean hasEndedWithIt(ExecResult result) {
    return result.exitCode() > KILLED && (result.stdout() + result.stderr()).isEmpty();
  }
}
