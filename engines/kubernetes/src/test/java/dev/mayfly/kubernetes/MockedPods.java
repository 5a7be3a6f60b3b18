package dev.mayfly.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.CompletableFuture;

/** What a cluster would make of pods that the mocked one only remembers. */
final class MockedPods {

  private MockedPods() {}

  /** Of a pod whose program runs. */
  static PodStatus running() {
    return new PodStatusBuilder()
        .withPhase("Running")
        .addNewContainerStatus()
        .withName(PodSpecs.CONTAINER)
        .withNewState()
        .withNewRunning("2026-01-02T03:04:05Z")
        .endState()
        .endContainerStatus()
        .build();
  }

  /**
   * Gives the pod "web" a status until whoever waits for it has heard, again and again: this server
   * tells a watch nothing of what was before it.
   */
  static void become(KubernetesClient client, PodStatus status, CompletableFuture<?> heard) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              client
                  .pods()
                  .inNamespace("ns")
                  .withName("web")
                  .edit(
                      pod ->
                          pod.edit()
                              .withStatus(status)
                              .editMetadata()
                              .addToAnnotations("time", String.valueOf(System.nanoTime()))
                              .endMetadata()
                              .build());
              return heard.isDone();
            });
  }
}
