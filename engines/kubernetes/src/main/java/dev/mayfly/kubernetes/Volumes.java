package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;

/**
 * Volumes: each is a ConfigMap without content, as a record of it, and a claim of storage as soon
 * as a container mounts it; most are marks that nobody ever mounts. Thread-safe.
 */
final class Volumes {

  /** What most storage takes for small; a claim has to name something. */
  private static final Quantity SIZE = new Quantity("1Gi");

  private final KubernetesClient client;
  private final String namespace;
  private final Owners owners;

  Volumes(KubernetesClient client, String namespace, Owners owners) {
    this.client = client;
    this.namespace = namespace;
    this.owners = owners;
  }

  String create(String name, Map<String, String> labels) {
    String id = Names.fitted(name);
    ConfigMap record =
        new ConfigMapBuilder().withMetadata(meta(id, name, Kinds.VOLUME, labels)).build();
    try {
      owners.keep(Creation.of(client.configMaps().inNamespace(namespace).resource(record)), labels);
    } catch (KubernetesClientException e) {
      orExists(ApiErrors.of("create the ConfigMap of volume " + name, e));
    }
    return id;
  }

  /** Sees to it that a volume that is mounted has storage. */
  void claim(String id, Map<String, String> labels) {
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder()
            .withMetadata(meta(id, id, Kinds.PART, labels))
            .withNewSpec()
            .withAccessModes("ReadWriteOnce")
            .withNewResources()
            .addToRequests("storage", SIZE)
            .endResources()
            .endSpec()
            .build();
    try {
      owners.keep(
          Creation.of(client.persistentVolumeClaims().inNamespace(namespace).resource(claim)),
          labels);
    } catch (KubernetesClientException e) {
      orExists(ApiErrors.of("create PersistentVolumeClaim " + id, e));
    }
  }

  private ObjectMeta meta(String id, String name, String kind, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(id)
        .withLabels(Marks.labels(kind, labels))
        .withAnnotations(Marks.annotations(name, labels))
        .withOwnerReferences(owners.of(labels))
        .build();
  }

  private static void orExists(EngineException refusal) {
    if (!refusal.isConflict()) {
      throw refusal;
    }
  }

  void remove(String nameOrId) {
    String id = Names.fitted(nameOrId);
    try {
      ConfigMap record = client.configMaps().inNamespace(namespace).withName(id).get();
      if (record == null || !Marks.isOf(Kinds.VOLUME, record)) {
        return;
      }
      removeClaim(id);
      client.configMaps().inNamespace(namespace).withName(id).delete();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete volume " + nameOrId, e);
    }
  }

  /** Who may not have claims has none. */
  private void removeClaim(String id) {
    try {
      client.persistentVolumeClaims().inNamespace(namespace).withName(id).delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != ApiErrors.FORBIDDEN) {
        throw e;
      }
    }
  }
}
