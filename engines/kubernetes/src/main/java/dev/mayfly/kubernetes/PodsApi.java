package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * Asks the API server for the pods of containers, and tells its refusals in the port's way.
 *
 * @param client of the cluster
 * @param namespace of the pods
 */
record PodsApi(KubernetesClient client, String namespace) {

  /** One, unless it is gone, or somebody else's. */
  Optional<Pod> find(String id) {
    try {
      return Optional.ofNullable(client.pods().inNamespace(namespace).withName(id).get())
          .filter(pod -> Marks.isOf(Kinds.CONTAINER, pod));
    } catch (KubernetesClientException e) {
      EngineException refusal = ApiErrors.of("get pod " + id, e);
      if (refusal.isNotFound()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** Removes one at once; its node ends what is left of it. Tells whether it was there. */
  boolean delete(String id) {
    try {
      return !client
          .pods()
          .inNamespace(namespace)
          .withName(id)
          .withGracePeriod(0)
          .delete()
          .isEmpty();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete pod " + id, e);
    }
  }
}
