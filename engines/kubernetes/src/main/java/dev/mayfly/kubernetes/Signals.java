package dev.mayfly.kubernetes;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import java.util.Set;

/** Sends signals to containers' processes, as far as a cluster does. */
final class Signals {

  private static final Set<String> KILL = Set.of("SIGKILL", "KILL", "9");

  private final Containers containers;
  private final PodExec exec;

  Signals(Containers containers, PodExec exec) {
    this.containers = containers;
    this.exec = exec;
  }

  /**
   * Ends the process, or lets it have another signal by a shell beside it.
   *
   * @throws dev.mayfly.engine.EngineException if it does not run, or has no shell
   */
  void send(String id, String signal) {
    if (KILL.contains(signal)) {
      containers.kill(id);
      return;
    }
    containers.requireRunning(id);
    String name = signal.replaceFirst("^SIG", "");
    ExecResult result = exec.run(id, ExecSpec.of("sh", "-c", "kill -" + name + " 1"), null);
    if (result.exitCode() != 0) {
      throw Refused.unable(
          "A cluster sends no signals: the image needs a shell for that. It says: "
              + result.stdout()
              + result.stderr());
    }
  }
}
