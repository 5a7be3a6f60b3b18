package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server for the Jobs of sessions, and tells its refusals in the port's way.
 *
 * @param client of the cluster
 * @param namespace of the Jobs
 */
record JobsApi(KubernetesClient client, String namespace) {

  private static final String SESSION = "dev.mayfly.session";

  /** Makes one. */
  Job create(Job job) {
    try {
      return Creation.of(client.batch().v1().jobs().inNamespace(namespace).resource(job));
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("create the session's Job", e);
    }
  }

  /** Lets one go on that is held. */
  Job letLive(String id) {
    return set(id, "activeDeadlineSeconds", SessionJob.ATTACHED);
  }

  /** Lets one that has ended, or will, stay for a time. */
  void keep(String id, Duration time) {
    set(id, "ttlSecondsAfterFinished", time);
  }

  private Job set(String id, String field, Duration time) {
    try {
      return resource(id)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"spec\":{\"%s\":%d}}".formatted(field, time.toSeconds()));
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("let the session's Job go on", e);
    }
  }

  /** Those that carry a label; any value if {@code value} is null. */
  List<EngineResource> list(String label, @Nullable String value) {
    return jobs(label, value).map(JobsApi::resource).toList();
  }

  /** Those that hold a session now, as owners of what it has. */
  List<OwnerReference> holding(String session) {
    return jobs(SESSION, session).filter(SessionJob::isHeld).map(SessionJob::owner).toList();
  }

  private Stream<Job> jobs(String label, @Nullable String value) {
    try {
      return client
          .batch()
          .v1()
          .jobs()
          .inNamespace(namespace)
          .withLabelSelector(Marks.selector(Kinds.REAPER, label, value))
          .list()
          .getItems()
          .stream();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("list Jobs", e);
    }
  }

  private static EngineResource resource(Job job) {
    return new EngineResource(
        EngineResource.Kind.CONTAINER,
        job.getMetadata().getName(),
        Marks.nameOf(job),
        Marks.of(job),
        Instant.parse(job.getMetadata().getCreationTimestamp()));
  }

  private ScalableResource<Job> resource(String id) {
    return client.batch().v1().jobs().inNamespace(namespace).withName(id);
  }

  /** Whether a Job runs; empty if there is none of that name. */
  Optional<Status> status(String id) {
    try {
      return Optional.ofNullable(resource(id).get())
          .filter(job -> Marks.isOf(Kinds.REAPER, job))
          .map(job -> SessionJob.lives(job) ? Status.RUNNING : Status.EXITED);
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("get Job " + id, e);
    }
  }

  /** Removes one, if it is there, with all that it alone owns. */
  void delete(String id) {
    delete(id, DeletionPropagation.BACKGROUND);
  }

  /** Removes one with its pod; whatever else it owns loses an owner, and stays. */
  void deleteAlone(String id) {
    delete(id, DeletionPropagation.ORPHAN);
    try {
      client
          .pods()
          .inNamespace(namespace)
          .withLabel(SessionJob.POD_LABEL, id)
          .list()
          .getItems()
          .forEach(pod -> client.pods().resource(pod).withGracePeriod(0).delete());
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete the pod of Job " + id, e);
    }
  }

  private void delete(String id, DeletionPropagation propagation) {
    try {
      resource(id).withPropagationPolicy(propagation).delete();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete Job " + id, e);
    }
  }
}
