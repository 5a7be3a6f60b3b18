package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What happens to one pod from a known state of it on, for one thread that waits for it. */
final class PodWatch implements AutoCloseable {

  /** Between two looks at a pod whose watch ends each time. */
  private static final long PAUSE_MILLIS = 200;

  private final NonNamespaceOperation<Pod, PodList, PodResource> pods;
  private final String name;
  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
  private String version;
  private Watch watch;

  private PodWatch(NonNamespaceOperation<Pod, PodList, PodResource> pods, Pod from) {
    this.pods = pods;
    this.name = from.getMetadata().getName();
    this.version = versionOf(from);
    this.watch = watch(version);
  }

  /**
   * A pod after a change.
   *
   * @param pod the last that is known of it; null if it went unseen
   * @param isGone whether it was removed
   * @param isLost whether nothing more is told: an API server forgets what was long ago
   */
  record Change(@Nullable Pod pod, boolean isGone, boolean isLost) {}

  /** Begins after the state that {@code from} has. */
  static PodWatch after(KubernetesClient client, String namespace, Pod from) {
    return new PodWatch(client.pods().inNamespace(namespace), from);
  }

  private Watch watch(String from) {
    try {
      return pods.withName(name)
          .watch(new ListOptionsBuilder().withResourceVersion(from).build(), new Queue());
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("watch pod " + name, e);
    }
  }

  /**
   * The next change; empty if none comes in time.
   *
   * @throws EngineException if the thread is interrupted, or the watch can't be renewed
   */
  Optional<Change> next(Duration time) {
    try {
      long end = System.nanoTime() + time.toNanos();
      Change change = changes.poll(time.toNanos(), TimeUnit.NANOSECONDS);
      while (change != null && change.isLost()) {
        change = renewed();
        if (isNews(change)) {
          break;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        change = changes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      return Optional.ofNullable(change).map(this::seen);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(0, "Interrupted while waiting for pod " + name + ".", e);
    }
  }

  private boolean isNews(Change change) {
    return change.pod() == null || !version.equals(versionOf(change.pod()));
  }

  private Change seen(Change change) {
    version = change.pod() == null ? version : versionOf(change.pod());
    return change;
  }

  private static String versionOf(Pod pod) {
    return pod.getMetadata().getResourceVersion();
  }

  /**
   * Begins at the version of a list: the pod's own may be older than all that a server that was
   * started again knows of.
   */
  private Change renewed() {
    watch.close();
    try {
      PodList now = pods.withField("metadata.name", name).list();
      if (now.getItems().isEmpty()) {
        return new Change(null, true, false);
      }
      watch = watch(now.getMetadata().getResourceVersion());
      return new Change(now.getItems().get(0), false, false);
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("get pod " + name, e);
    }
  }

  @Override
  public void close() {
    watch.close();
  }

  private final class Queue implements Watcher<Pod> {
    @Override
    public void eventReceived(Action action, Pod pod) {
      if (action != Action.BOOKMARK && action != Action.ERROR) {
        changes.add(new Change(pod, action == Action.DELETED, false));
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      changes.add(new Change(null, false, true));
    }
  }
}
