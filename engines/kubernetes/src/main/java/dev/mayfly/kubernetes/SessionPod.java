package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for the pod of a session's Job.
 *
 * @param client of the cluster
 * @param namespace of the Job
 */
record SessionPod(KubernetesClient client, String namespace) {

  private static final Duration SLICE = Duration.ofSeconds(3);

  /** Less than the cluster waits: it would remove what belongs to the Job. */
  private static final Duration PATIENCE = SessionJob.UNATTACHED.minusSeconds(20);

  /**
   * Its name, as soon as it runs.
   *
   * @throws EngineException in the cluster's words, if it will not
   */
  String await(String job) {
    CompletableFuture<List<Pod>> seen =
        client
            .pods()
            .inNamespace(namespace)
            .withLabel(SessionJob.POD_LABEL, job)
            .informOnCondition(pods -> pods.stream().anyMatch(SessionPod::isDecided));
    try {
      for (Duration left = PATIENCE; left.toSeconds() > 0; left = left.minus(SLICE)) {
        Optional<Pod> pod = decided(seen, job);
        if (pod.isPresent()) {
          return running(pod.get());
        }
      }
      throw new EngineException(
          ApiErrors.UNAVAILABLE,
          "The pod of Job " + job + " does not run within " + PATIENCE.toSeconds() + " s.");
    } finally {
      seen.cancel(true);
    }
  }

  private Optional<Pod> decided(CompletableFuture<List<Pod>> seen, String job) {
    try {
      return seen.get(SLICE.toMillis(), TimeUnit.MILLISECONDS).stream()
          .filter(SessionPod::isDecided)
          .findFirst();
    } catch (TimeoutException e) {
      refuseIfNoneIsMade(job);
      return Optional.empty();
    } catch (InterruptedException e) {
      throw ApiErrors.interrupted("wait for the pod of Job " + job, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KubernetesClientException refusal
          ? ApiErrors.of("watch the pod of Job " + job, refusal)
          : ApiErrors.lost("watch the pod of Job " + job, e);
    }
  }

  private static boolean isDecided(Pod pod) {
    return isRunning(pod)
        || PodTrouble.of(pod).filter(trouble -> !trouble.mayPass()).isPresent()
        || hasEnded(pod);
  }

  private static boolean isRunning(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .anyMatch(one -> one.getState().getRunning() != null);
  }

  private static boolean hasEnded(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .anyMatch(one -> one.getState().getTerminated() != null);
  }

  private static String running(Pod pod) {
    if (isRunning(pod)) {
      return pod.getMetadata().getName();
    }
    String words =
        PodTrouble.of(pod)
            .map(PodTrouble::words)
            .orElse(
                "it ended before this JVM had attached; its image needs sh, timeout, head and cat");
    throw refusal(words);
  }

  private static EngineException refusal(String words) {
    boolean isOfImage = words.contains("ErrImagePull") || words.contains("ImagePullBackOff");
    return new EngineException(
        ApiErrors.UNAVAILABLE,
        "The session's Job does not run: "
            + ApiErrors.sentences(
                words, isOfImage ? "mayfly.kubernetes.image names another image for it." : ""));
  }

  /** A quota or an admission refuses the Job's pod, which the Job's events tell alone. */
  private void refuseIfNoneIsMade(String job) {
    try {
      client
          .v1()
          .events()
          .inNamespace(namespace)
          .withField("involvedObject.name", job)
          .list()
          .getItems()
          .stream()
          .filter(event -> "FailedCreate".equals(event.getReason()))
          .map(Event::getMessage)
          .findFirst()
          .ifPresent(
              words -> {
                throw refusal(words);
              });
    } catch (KubernetesClientException e) {
      // who may not read events waits a little longer
    }
  }
}
