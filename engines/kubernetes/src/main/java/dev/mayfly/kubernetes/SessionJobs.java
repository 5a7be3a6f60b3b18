package dev.mayfly.kubernetes;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.ReaperRequest;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of reapers: one Job a session and JVM, whose pod's standard input is the lifeline
 * and which owns all that the session has. When the JVM ends, however it ends, the Job ends, and
 * the cluster removes it after the grace time with all that no other living Job owns. Thread-safe.
 */
final class SessionJobs implements AutoCloseable {

  /** Small, and in each registry's mirror; another one is told by a setting. */
  static final String DEFAULT_IMAGE = "busybox:1.35";

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");
  private static final String SESSION = "dev.mayfly.session";

  private final KubernetesClient client;
  private final String namespace;
  private final String image;
  private final PodAttach attach;
  private final SessionPod pods;
  private final Map<String, SessionOwners> owners = new ConcurrentHashMap<>();
  private final Map<String, Job> made = new ConcurrentHashMap<>();
  private final Queue<Job> lost = new ConcurrentLinkedQueue<>();

  /**
   * @param image has the program {@code cat}
   */
  SessionJobs(KubernetesClient client, String namespace, String image) {
    this.client = client;
    this.namespace = namespace;
    this.image = image;
    this.attach = new PodAttach(client, namespace);
    this.pods = new SessionPod(client, namespace);
  }

  /**
   * Makes one, and returns its name.
   *
   * @throws EngineException if this cluster refuses it, or does not remove ended Jobs
   */
  String create(ReaperRequest request) {
    Job job = made(request);
    String name = job.getMetadata().getName();
    if (job.getSpec().getTtlSecondsAfterFinished() == null) {
      remove(name);
      throw new EngineException(
          ApiErrors.NOT_IMPLEMENTED,
          "This cluster does not remove Jobs that have ended: before Kubernetes 1.21 that takes the"
              + " feature gate TTLAfterFinished.");
    }
    made.put(name, job);
    return name;
  }

  private Job made(ReaperRequest request) {
    try {
      return client
          .batch()
          .v1()
          .jobs()
          .inNamespace(namespace)
          .resource(SessionJob.of(request, image))
          .create();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("create the session's Job", e);
    }
  }

  /** Asks the cluster under no lock, and so now and then twice. */
  private SessionOwners ofSession(String session) {
    SessionOwners known = owners.get(session);
    if (known != null) {
      return known;
    }
    SessionOwners asked = new SessionOwners(client, namespace, session);
    SessionOwners first = owners.putIfAbsent(session, asked);
    if (first == null) {
      return asked;
    }
    asked.close();
    return first;
  }

  /** Holds one that was made here, in the background, and speaks as a reaper does. */
  AttachedStreams attach(String id) {
    Job job = made.get(id);
    if (job == null) {
      throw new EngineException(ApiErrors.NOT_FOUND, "Job " + id + " was not made by this JVM.");
    }
    SessionOwners session = ofSession(sessionOf(job));
    return SessionLifeline.start(
        id, () -> reach(id), () -> hold(job, session), () -> lose(job, session), () -> remove(id));
  }

  /** One that can't be reached owns nothing, and is in the way of the next. */
  private PodSocket reach(String id) {
    try {
      return attach.socket(pods.await(id));
    } catch (EngineException e) {
      if (!Thread.currentThread().isInterrupted()) {
        removeForGood(id);
      }
      throw e;
    }
  }

  private static String sessionOf(Job job) {
    return Marks.of(job).getOrDefault(SESSION, "");
  }

  /** Whether it is one of this JVM's, which starts by itself. */
  boolean has(String id) {
    return made.containsKey(id);
  }

  /**
   * It owns all from now on, and predecessors are not needed any more. What is made meanwhile has
   * it as an owner already.
   */
  private void hold(Job job, SessionOwners session) {
    Job held = letLive(job.getMetadata().getName());
    session.add(held);
    session.giveAll(held);
    for (Job old = lost.poll(); old != null; old = lost.poll()) {
      removeForGood(old.getMetadata().getName());
    }
  }

  private Job letLive(String id) {
    try {
      return resource(id)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"spec\":{\"activeDeadlineSeconds\":" + SessionJob.ATTACHED.toSeconds() + "}}");
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("let the session's Job go on", e);
    }
  }

  private void removeForGood(String id) {
    try {
      remove(id);
    } catch (EngineException e) {
      LOG.debug("Job {} goes by itself", id, e);
    }
  }

  private void lose(Job job, SessionOwners session) {
    session.lose(job);
    if (made.remove(job.getMetadata().getName()) != null) {
      lost.add(job);
    }
  }

  /**
   * What everything that is made now for a session has to belong to; empty before its first Job.
   */
  List<OwnerReference> owners(String session) {
    return ofSession(session).living();
  }

  /** Those that carry a label; any value if {@code value} is null. */
  List<EngineResource> list(String label, @Nullable String value) {
    try {
      return client
          .batch()
          .v1()
          .jobs()
          .inNamespace(namespace)
          .withLabelSelector(Marks.selector(Kinds.REAPER, label, value))
          .list()
          .getItems()
          .stream()
          .map(SessionJobs::resource)
          .toList();
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

  /** Removes one with all that it alone owns. Does nothing if it is gone. */
  void remove(String id) {
    Job job = made.remove(id);
    SessionOwners session = job == null ? null : owners.get(sessionOf(job));
    if (job != null && session != null) {
      session.lose(job);
    }
    try {
      resource(id).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete Job " + id, e);
    }
  }

  @Override
  public void close() {
    owners.values().forEach(SessionOwners::close);
    owners.clear();
  }
}
