package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what a pod mounts outlive it when both are collected with their session: a node that is
 * about to mount what has gone lets the pod go only after up to two minutes. Thread-safe.
 *
 * @param client of the cluster
 * @param namespace of the pods
 */
record MountedParts(KubernetesClient client, String namespace) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");

  /** The pod is one more owner of what is its session's; what nobody owns would go with it. */
  void outlive(Pod pod, Set<String> secrets, Set<String> claims) {
    OwnerReference owner =
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .build();
    try {
      secrets.forEach(
          name -> OwnerPatch.add(client.secrets().inNamespace(namespace).withName(name), owner));
      claims.forEach(
          name ->
              OwnerPatch.add(
                  client.persistentVolumeClaims().inNamespace(namespace).withName(name), owner));
    } catch (KubernetesClientException e) {
      LOG.debug("What {} mounts may go before it", pod.getMetadata().getName(), e);
    }
  }
}
