package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a session's Job own all that there is of the session, and then removes those that held it
 * before: what has no owner but them would go with them. Thread-safe.
 */
final class Inheritance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");
  private static final String SESSION = "dev.mayfly.session";

  /** What not every session has: who may not list them may not make them either. */
  private static final Set<String> MAYBE_NONE = Set.of("secrets", "persistentvolumeclaims");

  /** With the pauses between them some two minutes. */
  private static final int TRIES = 14;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int LONGEST_ASKED = 30;

  /**
   * How long a predecessor is to stay that has something which its successor could not be given.
   */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final String namespace;
  private final String session;
  private final JobsApi jobs;
  private final Queue<Job> predecessors = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);

  Inheritance(KubernetesClient client, String namespace, String session) {
    this.client = client;
    this.namespace = namespace;
    this.session = session;
    this.jobs = new JobsApi(client, namespace);
  }

  /** A Job holds the session no more, and owns what the next one is to have. */
  void left(Job job) {
    predecessors.add(job);
  }

  /** Gives a Job what it can be given at once; nobody waits for more before it is held. */
  void begin(Job job) {
    if (!refusals(job).isEmpty()) {
      keepPredecessors();
    }
  }

  /**
   * Gives a Job that is held all there is, and asks again, within bounds, for what an API server
   * refuses for a moment. What it can't be given is left to its predecessors as long as they are
   * there, and then to nobody.
   */
  void complete(Job job) {
    Map<String, KubernetesClientException> refusals = refusals(job);
    if (!refusals.isEmpty()) {
      keepPredecessors();
    }
    for (int tried = 1; tried < TRIES && isWorthATry(refusals); tried++) {
      if (isOverAfter(pause(tried, refusals))) {
        return;
      }
      refusals = refusals(job);
    }
    if (!refusals.isEmpty()) {
      refusals.forEach(this::tell);
    } else if (lives(job)) {
      removePredecessors();
    } else {
      keepPredecessors(); // for the one that comes next
    }
  }

  /** It may have lost its JVM while it was given all. */
  private boolean lives(Job job) {
    return jobs.status(job.getMetadata().getName()).filter(Status.RUNNING::equals).isPresent();
  }

  private static boolean isWorthATry(Map<String, KubernetesClientException> refusals) {
    return refusals.values().stream().anyMatch(ApiErrors::isPassing);
  }

  /** As long as the cluster asks for, or twice as long as before. */
  private static Duration pause(int tried, Map<String, KubernetesClientException> refusals) {
    Duration own = FIRST_PAUSE.multipliedBy(1L << Math.min(tried - 1, 10));
    Duration asked =
        Duration.ofSeconds(
            refusals.values().stream().mapToInt(ApiErrors::retryAfter).max().orElse(0));
    return asked.isZero() ? min(own, LONGEST_PAUSE) : min(asked, Duration.ofSeconds(LONGEST_ASKED));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean isOverAfter(Duration pause) {
    try {
      return over.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void tell(String kind, KubernetesClientException refusal) {
    LOG.warn(
        "{} What only an earlier Job of this session owns will be gone in {} minutes, and if this"
            + " JVM is killed, the rest may stay.",
        ApiErrors.of("make session " + session + " own its " + kind, refusal).getMessage(),
        KEPT.toMinutes());
  }

  /**
   * Why what of the session is not the Job's, by the kind; ends where the next would fare alike.
   */
  private Map<String, KubernetesClientException> refusals(Job job) {
    Map<String, KubernetesClientException> refusals = new LinkedHashMap<>();
    for (Map.Entry<String, Supplier<? extends KubernetesResourceList<?>>> kind :
        listings().entrySet()) {
      Optional<KubernetesClientException> refusal = give(job, kind.getKey(), kind.getValue());
      refusal.ifPresent(one -> refusals.put(kind.getKey(), one));
      if (refusal.filter(ApiErrors::isPassing).isPresent()) {
        return refusals;
      }
    }
    return refusals;
  }

  private Map<String, Supplier<? extends KubernetesResourceList<?>>> listings() {
    Map<String, String> labels = Map.of(SESSION, session);
    Map<String, Supplier<? extends KubernetesResourceList<?>>> all = new LinkedHashMap<>();
    all.put("pods", () -> client.pods().inNamespace(namespace).withLabels(labels).list());
    all.put("services", () -> client.services().inNamespace(namespace).withLabels(labels).list());
    all.put(
        "configmaps", () -> client.configMaps().inNamespace(namespace).withLabels(labels).list());
    all.put("secrets", () -> client.secrets().inNamespace(namespace).withLabels(labels).list());
    all.put(
        "persistentvolumeclaims",
        () -> client.persistentVolumeClaims().inNamespace(namespace).withLabels(labels).list());
    return all;
  }

  private Optional<KubernetesClientException> give(
      Job job, String kind, Supplier<? extends KubernetesResourceList<?>> listing) {
    try {
      listing.get().getItems().stream()
          .map(HasMetadata.class::cast)
          .forEach(object -> give(object, SessionJob.owner(job)));
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return e.getCode() == ApiErrors.FORBIDDEN && MAYBE_NONE.contains(kind)
          ? Optional.empty()
          : Optional.of(e);
    }
  }

  /** One more owner, unless it has that one. */
  void give(HasMetadata object, OwnerReference owner) {
    boolean isGiven =
        Stream.ofNullable(object.getMetadata().getOwnerReferences())
            .flatMap(List::stream)
            .anyMatch(one -> Objects.equals(owner.getUid(), one.getUid()));
    if (isGiven) {
      return;
    }
    OwnerPatch.add(client.resource(object), owner);
  }

  /** They have ended, and go when their time is over. */
  private void keepPredecessors() {
    for (Job old : predecessors) {
      try {
        jobs.keep(old.getMetadata().getName(), KEPT);
      } catch (EngineException e) {
        LOG.debug("Job {} goes when its time is over", old.getMetadata().getName(), e);
      }
    }
  }

  private void removePredecessors() {
    for (Job old = predecessors.poll(); old != null; old = predecessors.poll()) {
      try {
        jobs.delete(old.getMetadata().getName());
      } catch (EngineException e) {
        LOG.debug("Job {} goes by itself", old.getMetadata().getName(), e);
      }
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
