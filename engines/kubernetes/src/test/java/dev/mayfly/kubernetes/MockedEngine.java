package dev.mayfly.kubernetes;

import dev.mayfly.engine.InMemoryEngine;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The engine of a cluster that a test answers for. */
final class MockedEngine {

  private MockedEngine() {}

  /** Of the namespace "ns"; images have no registry. */
  static KubernetesEngine of(KubernetesClient client) {
    return new KubernetesEngine(
        Cluster.of(client, new ClusterAddress("tests", "ns"), new Origins("a test", "a test's")),
        PodPorts.forwarded(client, "ns"),
        "cluster.local",
        "busybox:1.35",
        "",
        new BuildEngine(InMemoryEngine::new));
  }
}
