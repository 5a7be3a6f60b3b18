package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an object in the cluster once, although it may be asked for several times: the client asks
 * again where an answer was lost, and the API server refuses what it has made already.
 */
final class Creation {

  /** A quota counts the first one, and is asked before its name. */
  private static final Set<Integer> REFUSALS = Set.of(ApiErrors.CONFLICT, ApiErrors.FORBIDDEN);

  private Creation() {}

  /**
   * The object as the cluster has made it.
   *
   * @param wanted with the annotations of {@link Marks}, which tell it from any other of its name
   * @throws KubernetesClientException the refusal, unless just this object is there
   */
  static <T extends HasMetadata> T of(Resource<T> wanted) {
    try {
      return wanted.create();
    } catch (KubernetesClientException e) {
      return made(wanted, e).orElseThrow(() -> e);
    }
  }

  private static <T extends HasMetadata> Optional<T> made(
      Resource<T> wanted, KubernetesClientException refusal) {
    if (!REFUSALS.contains(refusal.getCode())) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(wanted.get())
          .filter(there -> Marks.areOfOneCreation(there, wanted.item()));
    } catch (KubernetesClientException e) {
      refusal.addSuppressed(e);
      return Optional.empty();
    }
  }
}
