package dev.mayfly.kubernetes;

import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the Jobs that hold one session, those of other JVMs among them, and makes them own all that
 * the session has. Thread-safe.
 *
 * <p>A build's session has a Job for each of its JVMs. What one of them makes must stay while
 * another lives: so each owns all, and a watch tells each JVM of the others' Jobs.
 */
final class SessionOwners implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");
  private static final String SESSION = "dev.mayfly.session";

  /** What not every session has: who may not list them may not make them either. */
  private static final Set<String> MAYBE_NONE = Set.of("secrets", "persistentvolumeclaims");

  private final KubernetesClient client;
  private final String namespace;
  private final String session;
  private final SharedIndexInformer<Job> jobs;

  /** Our own, held or to be held, whatever the watch has told of them. */
  private final Map<String, Job> own = new ConcurrentHashMap<>();

  /** What hangs on nobody any more although the watch may not have told yet, by uid. */
  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  SessionOwners(KubernetesClient client, String namespace, String session) {
    this.client = client;
    this.namespace = namespace;
    this.session = session;
    try {
      this.jobs =
          client
              .batch()
              .v1()
              .jobs()
              .inNamespace(namespace)
              .withLabelSelector(Marks.selector(Kinds.REAPER, SESSION, session))
              .inform();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("watch the Jobs of session " + session, e);
    }
  }

  /** From now on one of this JVM owns what is made; a successor also all that there is. */
  void add(Job job) {
    own.put(job.getMetadata().getUid(), job);
    if (!lost.isEmpty()) {
      giveAll(job);
    }
  }

  /** A Job of ours ends, or is about to. */
  void lose(Job job) {
    lost.add(job.getMetadata().getUid());
    own.remove(job.getMetadata().getUid());
  }

  /** What is made from now on belongs to them. */
  List<OwnerReference> living() {
    Map<String, OwnerReference> owners = new LinkedHashMap<>();
    Stream<Job> held = jobs.getStore().list().stream().filter(SessionJob::isHeld);
    Stream.concat(own.values().stream(), held)
        .filter(job -> !lost.contains(job.getMetadata().getUid()))
        .forEach(job -> owners.put(job.getMetadata().getUid(), SessionJob.owner(job)));
    return List.copyOf(owners.values());
  }

  /**
   * Gives a Job all that the session has so far, beside the owners that it has. What it can't be
   * given is left to the sweeps of later sessions: without the Job all would be.
   */
  void giveAll(Job job) {
    Map<String, String> labels = Map.of(SESSION, session);
    give(job, "pods", () -> client.pods().inNamespace(namespace).withLabels(labels).list());
    give(job, "services", () -> client.services().inNamespace(namespace).withLabels(labels).list());
    give(
        job,
        "configmaps",
        () -> client.configMaps().inNamespace(namespace).withLabels(labels).list());
    give(job, "secrets", () -> client.secrets().inNamespace(namespace).withLabels(labels).list());
    give(
        job,
        "persistentvolumeclaims",
        () -> client.persistentVolumeClaims().inNamespace(namespace).withLabels(labels).list());
  }

  private void give(
      Job job,
      String kind,
      Supplier<? extends KubernetesResourceList<? extends HasMetadata>> listing) {
    try {
      for (HasMetadata object : listing.get().getItems()) {
        give(object, job);
      }
    } catch (KubernetesClientException e) {
      String words = ApiErrors.of("make session " + session + " own its " + kind, e).getMessage();
      if (e.getCode() == ApiErrors.FORBIDDEN && MAYBE_NONE.contains(kind)) {
        LOG.debug("{}", words);
      } else {
        LOG.warn("{} If this JVM is killed, they may stay.", words);
      }
    }
  }

  /** Merged by uid on the server: other JVMs may add theirs at the same time. */
  private void give(HasMetadata object, Job job) {
    String uid = job.getMetadata().getUid();
    boolean goesAlready =
        object.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> uid.equals(owner.getUid()));
    if (goesAlready) {
      return;
    }
    String patch =
        Serialization.asJson(
            Map.of("metadata", Map.of("ownerReferences", List.of(SessionJob.owner(job)))));
    try {
      client.resource(object).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);
    } catch (KubernetesClientException e) {
      if (e.getCode() != ApiErrors.NOT_FOUND) {
        throw e;
      }
      LOG.debug("{} is gone already", object.getMetadata().getName());
    }
  }

  @Override
  public void close() {
    jobs.close();
  }
}
