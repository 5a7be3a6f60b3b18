package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;

/**
 * Commands for people, which they can copy into a shell.
 *
 * @param cluster where they lead
 */
record KubectlCommands(ClusterAddress cluster) {

  /** Looks into a container that runs, and at the log of one that has ended. */
  String look(ContainerState state) {
    return state.status() == Status.RUNNING
        ? "kubectl exec -it " + place() + state.id() + " -- sh"
        : "kubectl logs " + place() + state.id();
  }

  /** Removes all of a label's value: the session's Job, and with it what belongs to it. */
  String remove(String label, String value) {
    return "kubectl delete jobs,pods " + place() + "-l " + label + "=" + value;
  }

  private String place() {
    String context = cluster.context().isEmpty() ? "" : "--context " + quoted(cluster.context());
    return (context + " -n " + cluster.namespace() + " ").stripLeading();
  }

  /** Contexts of some providers have signs that shells read. */
  private static String quoted(String name) {
    return name.matches("[A-Za-z0-9_.:/@-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }
}
