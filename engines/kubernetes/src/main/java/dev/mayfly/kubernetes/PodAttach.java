package dev.mayfly.kubernetes;

import dev.mayfly.engine.AttachedStreams;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Opens the standard streams of what runs in pods.
 *
 * @param client of the cluster
 * @param namespace of the pods
 */
record PodAttach(KubernetesClient client, String namespace) {

  /** The one container of each pod of ours. */
  static final String CONTAINER = "main";

  /**
   * Attaches to a running pod whose container has an open standard input that ends once. What it
   * wrote before is in its log alone.
   */
  AttachedStreams open(String pod) {
    return new PodStreams(socket(pod));
  }

  PodSocket socket(String pod) {
    List<String> query =
        List.of(
            "container",
            CONTAINER,
            "stdin",
            "true",
            "stdout",
            "true",
            "stderr",
            "true",
            "tty",
            "false");
    return PodSocket.open(client, namespace, pod, "attach to container " + pod, "attach", query);
  }
}
