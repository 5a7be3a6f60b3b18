package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a pod waits for storage, which its claims know: the scheduler says the same of a claim that
 * is bound a second later and of one that nothing will ever bind.
 *
 * @param client of the cluster
 * @param namespace of the pods and their claims
 */
record ClaimTrouble(KubernetesClient client, String namespace) {

  /** A provisioner tries again, so one failure may be over with the next try. */
  private static final int TRIES = 3;

  private static final String ADVICE =
      "A volume needs a StorageClass in the cluster that is its default, or has its provisioner.";

  /** Whether a pod is on no node yet and has claims, so that it may be their turn. */
  static boolean mayConcern(Pod pod) {
    boolean isPlaced =
        pod.getStatus().getConditions().stream()
            .anyMatch(
                one -> "PodScheduled".equals(one.getType()) && "True".equals(one.getStatus()));
    return !isPlaced && claims(pod).findAny().isPresent();
  }

  private static Stream<String> claims(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .map(Volume::getPersistentVolumeClaim)
        .filter(Objects::nonNull)
        .map(PersistentVolumeClaimVolumeSource::getClaimName);
  }

  /** What makes waiting vain, if any; nothing as long as a provisioner is at work. */
  Optional<PodTrouble> of(Pod pod) {
    try {
      return mayConcern(pod)
          ? claims(pod).flatMap(claim -> ofClaim(claim).stream()).findFirst()
          : Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.empty(); // who may not see claims or events waits
    }
  }

  private Optional<PodTrouble> ofClaim(String name) {
    List<Event> events = events(name);
    return Stream.concat(
            events.stream().filter(ClaimTrouble::isFinal), triedInVain(events).stream())
        .findFirst()
        .map(
            event ->
                new PodTrouble(
                    ApiErrors.UNAVAILABLE,
                    ApiErrors.sentences(
                        "PersistentVolumeClaim " + name + ": " + words(event), ADVICE)));
  }

  /** Nobody is asked for storage, or nobody knows whom to ask. */
  private static boolean isFinal(Event event) {
    String message = String.valueOf(event.getMessage());
    return switch (String.valueOf(event.getReason())) {
      case "FailedBinding" -> message.contains("no storage class is set");
      case "ProvisioningFailed" ->
          message.contains("storageclass") && message.contains("not found");
      default -> false;
    };
  }

  private static Optional<Event> triedInVain(List<Event> events) {
    List<Event> failures =
        events.stream().filter(event -> "ProvisioningFailed".equals(event.getReason())).toList();
    int tries = failures.stream().mapToInt(PodNews::count).sum();
    return tries < TRIES ? Optional.empty() : failures.stream().max(PodNews.BY_TIME);
  }

  /** Those of a claim that waits, and not of an earlier one of its name. */
  private List<Event> events(String name) {
    PersistentVolumeClaim claim =
        client.persistentVolumeClaims().inNamespace(namespace).withName(name).get();
    return claim == null || isBound(claim)
        ? List.of()
        : client
            .v1()
            .events()
            .inNamespace(namespace)
            .withField("involvedObject.uid", claim.getMetadata().getUid())
            .list()
            .getItems();
  }

  private static boolean isBound(PersistentVolumeClaim claim) {
    return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
  }

  /** What the cluster notes last of each claim that a pod waits for, to be added to words. */
  String lastWords(Pod pod) {
    try {
      return mayConcern(pod) ? String.join("", claims(pod).map(this::lastWord).toList()) : "";
    } catch (KubernetesClientException e) {
      return " (what its volumes wait for is not known: " + e.getMessage() + ")";
    }
  }

  private String lastWord(String name) {
    return events(name).stream()
        .max(PodNews.BY_TIME)
        .map(event -> "; of PersistentVolumeClaim " + name + ": " + words(event))
        .orElse("");
  }

  private static String words(Event event) {
    return event.getReason() + ": " + event.getMessage();
  }
}
