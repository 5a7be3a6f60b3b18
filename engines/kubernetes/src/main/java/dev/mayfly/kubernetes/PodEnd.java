package dev.mayfly.kubernetes;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.EngineException;
import dev.mayfly.kubernetes.Known.End;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a container's process by removing its pod, of which its exit code and its last log
 * lines are kept here: a cluster stops no pod and keeps it. Thread-safe.
 */
final class PodEnd {

  private static final int LINES = 2_000;

  /** What a kubelet may need beyond the grace time. */
  private static final Duration EXTRA = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final String namespace;
  private final PodLogs logs;

  PodEnd(KubernetesClient client, String namespace, PodLogs logs) {
    this.client = client;
    this.namespace = namespace;
    this.logs = logs;
  }

  /**
   * Removes a running pod, whose process gets the stop signal first, and waits until it is gone.
   * What fails can be repeated, also when the pod is on its way already.
   *
   * @param networks the aliases by the networks' ids
   * @return how it ended
   */
  End stop(Pod running, Duration grace, Map<String, List<String>> networks) {
    String id = running.getMetadata().getName();
    Tail tail = new Tail();
    LogSubscription following = logs.followTail(id, LINES, tail::add, tail::end);
    try (PodWatch watch = PodWatch.after(client, namespace, running)) {
      delete(id, Math.max(1, grace.toSeconds())); // 0 would let it go on, unseen
      Pod last = awaitGone(id, running, watch, grace.plus(EXTRA));
      tail.awaitEnd();
      return new End(PodStates.stopped(last, PodStates.KILLED, networks), tail.lines());
    } finally {
      following.close();
    }
  }

  /** How one has ended of whose end nothing was seen. */
  static End unseen(Pod running, Map<String, List<String>> networks) {
    return new End(PodStates.stopped(running, PodStates.KILLED, networks), List.of());
  }

  private void delete(String id, long graceSeconds) {
    try {
      client.pods().inNamespace(namespace).withName(id).withGracePeriod(graceSeconds).delete();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete pod " + id, e);
    }
  }

  private static Pod awaitGone(String id, Pod running, PodWatch watch, Duration time) {
    Pod last = running;
    long deadline = System.nanoTime() + time.toNanos();
    while (true) {
      Optional<PodWatch.Change> change =
          watch.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      if (change.isEmpty()) {
        throw new EngineException(
            504, "Container " + id + " does not end: its node has not said so in time.");
      }
      Pod seen = change.get().pod();
      last = seen == null ? last : seen;
      if (change.get().isGone()) {
        return last;
      }
    }
  }

  /** The last lines of a log. Thread-safe. */
  private static final class Tail {

    private final Deque<LogLine> lines = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);

    synchronized void add(LogLine line) {
      lines.add(line);
      if (lines.size() > LINES) {
        lines.remove();
      }
    }

    void end() {
      over.countDown();
    }

    /** The log of a pod that is gone has an end soon; one that has not is cut. */
    void awaitEnd() {
      try {
        over.await(2, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    synchronized List<LogLine> lines() {
      return List.copyOf(lines);
    }
  }
}
