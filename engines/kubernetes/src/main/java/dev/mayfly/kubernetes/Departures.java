package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;

/**
 * Whether pods go whose room a quota has not given back yet: the cluster counts them as long as
 * they are there, and for a moment after that. Thread-safe.
 */
final class Departures {

  private static final Duration MOMENT = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final String namespace;
  private volatile long counted = System.nanoTime();

  Departures(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** One of this JVM has gone. */
  void one() {
    counted = System.nanoTime() + MOMENT.toNanos();
  }

  /** Whether what a refusal wants may be there soon. */
  boolean mayMakeRoomFor(EngineException refusal) {
    return ApiErrors.isExceededQuota(refusal)
        && (System.nanoTime() - counted < 0 || isAnyLeaving());
  }

  /** Of this namespace, whoever has made it. */
  private boolean isAnyLeaving() {
    try {
      return client.pods().inNamespace(namespace).list().getItems().stream()
          .anyMatch(Departures::isLeaving);
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static boolean isLeaving(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }
}
