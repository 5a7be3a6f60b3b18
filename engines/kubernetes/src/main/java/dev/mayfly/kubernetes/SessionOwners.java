package dev.mayfly.kubernetes;

import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Knows the Jobs that hold one session, those of other JVMs among them, and makes them own all that
 * the session has. Thread-safe.
 *
 * <p>A build's session has a Job for each of its JVMs. What one of them makes must stay while
 * another lives: so each owns all, and a watch tells each JVM of the others' Jobs.
 */
final class SessionOwners implements AutoCloseable {

  private static final String SESSION = "dev.mayfly.session";

  private final SharedIndexInformer<Job> jobs;
  private final Inheritance inheritance;
  private volatile boolean wasHeld;

  /** Our own, held or to be held, whatever the watch has told of them. */
  private final Map<String, Job> own = new ConcurrentHashMap<>();

  /** What hangs on nobody any more although the watch may not have told yet, by uid. */
  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  SessionOwners(KubernetesClient client, String namespace, String session) {
    this.inheritance = new Inheritance(client, namespace, session);
    try {
      var asked =
          client
              .batch()
              .v1()
              .jobs()
              .inNamespace(namespace)
              .withLabelSelector(Marks.selector(Kinds.REAPER, SESSION, session));
      asked.list(new ListOptionsBuilder().withLimit(1L).build()); // a watch logs what is refused
      this.jobs = asked.inform();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("watch the Jobs of session " + session, e);
    }
  }

  /** From now on one of this JVM owns what is made; a successor also all that there is. */
  void add(Job job) {
    own.put(job.getMetadata().getUid(), job);
    if (!lost.isEmpty()) {
      inheritance.begin(job);
    }
  }

  /** Whether a Job of ours has held it. */
  boolean wasHeld() {
    return wasHeld;
  }

  /** A Job of ours ends, or is about to. */
  void lose(Job job) {
    lost.add(job.getMetadata().getUid());
    own.remove(job.getMetadata().getUid());
  }

  /** A Job of ours has ended, and what it owned is for its successor. */
  void leave(Job job) {
    lose(job);
    inheritance.left(job);
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
   * Gives what was just made those owners that have come since it was asked for. A successor takes
   * over what it finds, and is known here before it looks: so one of both sees the other.
   */
  void keep(HasMetadata made) {
    try {
      living().forEach(owner -> inheritance.give(made, owner));
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("let session own " + made.getMetadata().getName(), e);
    }
  }

  /** A Job of ours is held, and so owns all; its predecessors are needed no more. */
  void hold(Job job) {
    wasHeld = true;
    inheritance.complete(job);
  }

  @Override
  public void close() {
    inheritance.close();
    jobs.close();
  }
}
