package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;

/**
 * Secrets with the files that a container begins with. They are there before its pod, which would
 * wait for them else, and stay until it is removed: a node that has not mounted one that is gone
 * lets the pod go only after minutes. Thread-safe.
 *
 * @param client of the cluster
 * @param namespace of the pods
 * @param owners of all that a session has
 */
record PodSecrets(KubernetesClient client, String namespace, Owners owners) {

  /** Makes those of a pod that comes next. */
  void create(
      String container, Map<String, Map<String, String>> dataByName, Map<String, String> labels) {
    dataByName.forEach(
        (name, data) -> owners.keep(create(secret(container, name, data, labels)), labels));
  }

  private Secret secret(
      String container, String name, Map<String, String> data, Map<String, String> labels) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Marks.labels(Kinds.PART, labels))
        .addToLabels(Marks.CONTAINER, container)
        .withAnnotations(Marks.annotations(name, labels))
        .withOwnerReferences(owners.of(labels))
        .endMetadata()
        .withData(data)
        .build();
  }

  private Secret create(Secret secret) {
    try {
      return Creation.of(client.secrets().inNamespace(namespace).resource(secret));
    } catch (KubernetesClientException e) {
      throw ApiErrors.of(
          "create Secret " + secret.getMetadata().getName() + ", for files to be copied in", e);
    }
  }

  /**
   * Removes all of a container, those of its earlier pods too.
   *
   * @throws EngineException unless none can be there: who may not list them has made none
   */
  void removeAll(String container) {
    try {
      client
          .secrets()
          .inNamespace(namespace)
          .withLabel(Marks.CONTAINER, container)
          .list()
          .getItems()
          .forEach(secret -> client.secrets().resource(secret).delete());
    } catch (KubernetesClientException e) {
      if (e.getCode() != ApiErrors.FORBIDDEN) {
        throw ApiErrors.of("delete Secrets of container " + container, e);
      }
    }
  }
}
