package dev.mayfly.kubernetes;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.ReaperRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
  private final JobsApi api;
  private final PodAttach attach;
  private final SessionPod pods;
  private final Retries retries = Retries.ofStarting();
  private final Map<String, SessionOwners> owners = new ConcurrentHashMap<>();
  private final Map<String, Job> made = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /**
   * @param image has the programs of {@link SessionJob}
   */
  SessionJobs(KubernetesClient client, String namespace, String image) {
    this.client = client;
    this.namespace = namespace;
    this.image = image;
    this.api = new JobsApi(client, namespace);
    this.attach = new PodAttach(client, namespace);
    this.pods = new SessionPod(client, namespace);
  }

  /**
   * Makes one, and returns its name.
   *
   * @throws EngineException if this cluster refuses it, or does not remove ended Jobs
   */
  String create(ReaperRequest request) {
    SessionOwners session = ofSession(request.session());
    Job asked = SessionJob.of(request, image);
    Job job = ask(session, () -> api.create(asked));
    String name = job.getMetadata().getName();
    if (job.getSpec().getTtlSecondsAfterFinished() == null) {
      throw endless(name);
    }
    made.put(name, job);
    session.add(job);
    return name;
  }

  /** It would stay, and all that it owns; so it is removed before it owns anything. */
  private EngineException endless(String name) {
    EngineException refusal =
        new EngineException(
            ApiErrors.NOT_IMPLEMENTED,
            "This cluster does not remove Jobs that have ended: before Kubernetes 1.21 that takes"
                + " the feature gate TTLAfterFinished, of its API server and its controller"
                + " manager.");
    try {
      retries.ask(
          () -> {
            api.delete(name);
            return name;
          });
    } catch (EngineException e) {
      refusal.addSuppressed(e);
    }
    return refusal;
  }

  /**
   * A right that this account has had is not missing, and one that it never had is told at once.
   */
  private <T> T ask(SessionOwners session, Supplier<T> question) {
    return session.wasHeld() ? retries.ask(question) : question.get();
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
        id,
        () -> reach(job, session),
        () -> hold(job, session),
        () -> lose(job, session),
        () -> remove(id));
  }

  private PodSocket reach(Job job, SessionOwners session) {
    try {
      String pod = pods.await(job.getMetadata().getName());
      return ask(session, () -> attach.socket(pod));
    } catch (EngineException e) {
      if (!Thread.currentThread().isInterrupted()) {
        giveUp(job, session);
      }
      throw e;
    }
  }

  /** One that can't be held is in the way of the next; what belongs to it is to stay. */
  private void giveUp(Job job, SessionOwners session) {
    String id = job.getMetadata().getName();
    session.lose(job);
    made.remove(id);
    try {
      api.deleteAlone(id);
    } catch (EngineException e) {
      LOG.debug("Job {} goes by itself", id, e);
    }
  }

  private static String sessionOf(Job job) {
    return Marks.of(job).getOrDefault(SESSION, "");
  }

  /** Whether it is one of this JVM's, which starts by itself. */
  boolean has(String id) {
    return made.containsKey(id);
  }

  /** It owns all from now on, what was made before it too; its predecessors are not needed. */
  private void hold(Job job, SessionOwners session) {
    try {
      ask(session, () -> api.letLive(job.getMetadata().getName()));
    } catch (EngineException e) {
      giveUp(job, session);
      throw e;
    }
    session.hold(job);
  }

  private void lose(Job job, SessionOwners session) {
    if (made.remove(job.getMetadata().getName()) == null) {
      session.lose(job); // it was dismissed, or given up
    } else {
      session.leave(job);
    }
  }

  /**
   * What everything that is made now for a session has to belong to; empty before its first Job.
   *
   * <p>A session that is asked for once may be a dead one that a sweep suspects: its Jobs are
   * looked at once, and watched when something else is made for it.
   */
  List<OwnerReference> owners(String session) {
    return !owners.containsKey(session) && asked.add(session)
        ? api.holding(session)
        : ofSession(session).living();
  }

  /** Something was made for a session, whose owners may have changed meanwhile. */
  void keep(String session, HasMetadata made) {
    SessionOwners known = owners.get(session);
    if (known != null) {
      known.keep(made);
    }
  }

  /** Those that carry a label; any value if {@code value} is null. */
  List<EngineResource> list(String label, @Nullable String value) {
    return api.list(label, value);
  }

  /** Whether a Job runs; empty if there is none of that name. */
  Optional<Status> status(String id) {
    return api.status(id);
  }

  /** Removes one with all that it alone owns. Does nothing if it is gone. */
  void remove(String id) {
    Job job = made.remove(id);
    SessionOwners session = job == null ? null : owners.get(sessionOf(job));
    if (job != null && session != null) {
      session.lose(job);
    }
    api.delete(id);
  }

  @Override
  public void close() {
    retries.close();
    owners.values().forEach(SessionOwners::close);
    owners.clear();
  }
}
