package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a cluster says about why a pod does not run, and will not by waiting.
 *
 * @param status like HTTP's
 * @param words the cluster's reason and message
 */
record PodTrouble(int status, String words) {

  private static final int REFUSED = 400;
  private static final Set<String> IN_VAIN =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed", // of a runtime that believes signed images only
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  /** The runtime could not begin the process at all; dockershim's word, and all others'. */
  private static final Set<String> NOT_BEGUN = Set.of("ContainerCannotRun", "StartError");

  /**
   * The taints of a node that was not heard of; where a scheduler names none, as since 1.35 and the
   * later ones of 1.34 (kubernetes/kubernetes#134740), that no node was free of them.
   */
  private static final Pattern AWAY =
      Pattern.compile(
          "taint \\{node\\.kubernetes\\.io/(unreachable|not-ready)"
              + "|0/(\\d+) nodes are available: \\2 node\\(s\\) had untolerated taint\\(s\\)");

  /** What is seen of one, if any. */
  static Optional<PodTrouble> of(Pod pod) {
    return ofContainer(pod).or(() -> ofCarrier(pod)).or(() -> ofPod(pod)).or(() -> ofSchedule(pod));
  }

  /**
   * Whether it may be over soon: of nodes that a cluster has not heard of, as none has been while
   * its API server was away.
   */
  boolean mayPass() {
    return AWAY.matcher(words).find();
  }

  EngineException refusal(String id) {
    return new EngineException(status, "Pod " + id + " does not run: " + words);
  }

  private static Optional<PodTrouble> ofContainer(Pod pod) {
    return Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .map(ContainerStatus::getState)
        .flatMap(state -> ofState(state).stream())
        .findFirst();
  }

  private static Optional<PodTrouble> ofState(ContainerState state) {
    if (state.getWaiting() != null && IN_VAIN.contains(state.getWaiting().getReason())) {
      return Optional.of(
          new PodTrouble(
              REFUSED, words(state.getWaiting().getReason(), state.getWaiting().getMessage())));
    }
    if (state.getTerminated() != null && NOT_BEGUN.contains(state.getTerminated().getReason())) {
      return Optional.of(
          new PodTrouble(
              REFUSED,
              words(state.getTerminated().getReason(), state.getTerminated().getMessage())));
    }
    return Optional.empty();
  }

  /**
   * What is to take the files has ended before it had them all. Others may be a mesh's sidecars,
   * which since 1.28 are init containers that end after all else.
   */
  private static Optional<PodTrouble> ofCarrier(Pod pod) {
    return pod.getStatus().getInitContainerStatuses().stream()
        .filter(status -> FileCarrier.CONTAINER.equals(status.getName()))
        .map(status -> status.getState().getTerminated())
        .filter(end -> end != null && end.getExitCode() != 0)
        .map(
            end ->
                new PodTrouble(
                    ApiErrors.UNAVAILABLE,
                    "What takes its files has ended with exit code "
                        + end.getExitCode()
                        + ": "
                        + words(end.getReason(), end.getMessage())))
        .findFirst();
  }

  /** Such as an eviction, or a node that does not take it. */
  private static Optional<PodTrouble> ofPod(Pod pod) {
    String reason = pod.getStatus().getReason();
    return "Failed".equals(pod.getStatus().getPhase()) && reason != null && !reason.isEmpty()
        ? Optional.of(
            new PodTrouble(ApiErrors.UNAVAILABLE, words(reason, pod.getStatus().getMessage())))
        : Optional.empty();
  }

  private static Optional<PodTrouble> ofSchedule(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(one -> "PodScheduled".equals(one.getType()) && "False".equals(one.getStatus()))
        .filter(one -> "Unschedulable".equals(one.getReason()))
        .filter(one -> !isAboutClaims(one))
        .map(one -> new PodTrouble(ApiErrors.UNAVAILABLE, words("Unschedulable", one.getMessage())))
        .findFirst();
  }

  /** Such as that they are not bound, or not seen, yet; {@link ClaimTrouble} knows more. */
  private static boolean isAboutClaims(PodCondition condition) {
    return String.valueOf(condition.getMessage())
        .toLowerCase(Locale.ROOT)
        .contains("persistentvolumeclaim");
  }

  private static String words(String reason, String message) {
    return message == null || message.isEmpty() ? reason : reason + ": " + message;
  }
}
