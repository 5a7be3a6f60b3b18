package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** Gives an object one more owner, beside those that it has. */
final class OwnerPatch {

  private OwnerPatch() {}

  /**
   * Merged by uid on the server: other JVMs may add theirs at the same time. Does nothing to what
   * is gone.
   */
  static void add(Resource<?> object, OwnerReference owner) {
    String patch =
        Serialization.asJson(Map.of("metadata", Map.of("ownerReferences", List.of(owner))));
    try {
      object.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);
    } catch (KubernetesClientException e) {
      if (e.getCode() != ApiErrors.NOT_FOUND) {
        throw e;
      }
    }
  }
}
