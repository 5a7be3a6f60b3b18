package dev.mayfly.kubernetes;

import dev.mayfly.engine.ReaperRequest;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Job that takes a reaper's place, as it is asked for.
 *
 * <p>Its pod reads its standard input to the end and answers each byte, unless the first one is not
 * there in time: then nobody lives who could attach. When it has ended the cluster keeps the Job
 * for the grace time, and then removes it with all that it owns. So nobody in the cluster needs any
 * right, and nothing of ours runs there.
 *
 * <p>The image is a setting of its own: when the Job is made no image of the session's is known
 * yet, and a binary of ours in a ConfigMap would need one per processor, and the right to run it.
 */
final class SessionJob {

  /** The label by which a Job's pod is found, as each version of Kubernetes sets it. */
  static final String POD_LABEL = "job-name";

  /** How long its process waits for the first byte: a JVM that is killed before sends none. */
  static final Duration UNHEARD = Duration.ofSeconds(7);

  /** How long nobody may have attached, if its process does not even begin. */
  static final Duration UNATTACHED = Duration.ofMinutes(2);

  /**
   * Programs of busybox and of each distribution; only some shells' own {@code read} has a time.
   */
  private static final String SCRIPT =
      "timeout %d head -c 1 && exec cat".formatted(UNHEARD.toSeconds());

  /** How long one is there at most, if all else fails; a session that lasts gets another. */
  static final Duration ATTACHED = Duration.ofDays(1);

  private static final long NOBODY = 65_534;

  /** The first two stand, since 1.31, until the pod is gone too: the Job has ended by then. */
  private static final Set<String> ENDS =
      Set.of("SuccessCriteriaMet", "FailureTarget", "Complete", "Failed");

  private SessionJob() {}

  static Job of(ReaperRequest request, String image) {
    return new JobBuilder()
        .withNewMetadata()
        .withName(Names.fitted(request.name()))
        .withLabels(Marks.labels(Kinds.REAPER, request.labels()))
        .withAnnotations(Marks.annotations(request.name(), request.labels()))
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withTtlSecondsAfterFinished(seconds(request.grace()))
        .withActiveDeadlineSeconds(UNATTACHED.toSeconds())
        .withNewTemplate()
        .withNewMetadata()
        // A sidecar would keep it from ending.
        .withLabels(Map.of(Marks.KIND, Kinds.PART, "sidecar.istio.io/inject", "false"))
        .withAnnotations(Map.of("cluster-autoscaler.kubernetes.io/safe-to-evict", "false"))
        .endMetadata()
        .withSpec(pod(image, request.attempt()))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static int seconds(Duration grace) {
    return (int) Math.min(Integer.MAX_VALUE, grace.plusMillis(999).toSeconds());
  }

  private static PodSpec pod(String image, int attempt) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withTerminationGracePeriodSeconds(0L)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .addNewContainer()
        .withName(PodAttach.CONTAINER)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand("sh", "-c", SCRIPT)
        .withStdin(true)
        .withStdinOnce(true)
        .withSecurityContext(security(attempt))
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
        .withLimits(Map.of("cpu", new Quantity("100m"), "memory", new Quantity("32Mi")))
        .endResources()
        .endContainer()
        .build();
  }

  /**
   * What the Pod Security Standard "restricted" asks for, which namespaces may enforce since 1.23.
   * Others, as OpenShift's, refuse any user that they have not chosen: for them the next attempt
   * has none.
   */
  private static SecurityContext security(int attempt) {
    SecurityContextBuilder context =
        new SecurityContextBuilder()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withNewCapabilities()
            .withDrop(List.of("ALL"))
            .endCapabilities();
    return attempt % 2 == 0
        ? context
            .withRunAsNonRoot(true)
            .withRunAsUser(NOBODY)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .build()
        : context.build();
  }

  /** What belongs to it goes with it. */
  static OwnerReference owner(Job job) {
    return new OwnerReferenceBuilder()
        .withApiVersion("batch/v1")
        .withKind("Job")
        .withName(job.getMetadata().getName())
        .withUid(job.getMetadata().getUid())
        .build();
  }

  /**
   * Whether a JVM holds it, so that what belongs to it stays; that of another JVM which still waits
   * for its pod may fail.
   */
  static boolean isHeld(Job job) {
    Long deadline = job.getSpec().getActiveDeadlineSeconds();
    return deadline != null && deadline == ATTACHED.toSeconds() && lives(job);
  }

  /** Whether it has neither ended nor been removed. */
  static boolean lives(Job job) {
    JobStatus status = job.getStatus(); // null before the cluster has seen to it
    return job.getMetadata().getDeletionTimestamp() == null
        && (status == null
            || status.getConditions().stream()
                .noneMatch(one -> ENDS.contains(one.getType()) && "True".equals(one.getStatus())));
  }
}
