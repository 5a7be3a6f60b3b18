package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What happens to one pod from a known state of it on, for one thread that waits for it. */
final class PodWatch implements AutoCloseable {

  private final PodResource resource;
  private final String name;
  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
  private Watch watch;

  private PodWatch(PodResource resource, Pod from) {
    this.resource = resource;
    this.name = from.getMetadata().getName();
    this.watch = watch(from);
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
    PodResource resource =
        client.pods().inNamespace(namespace).withName(from.getMetadata().getName());
    return new PodWatch(resource, from);
  }

  private Watch watch(Pod from) {
    try {
      return resource.watch(
          new ListOptionsBuilder()
              .withResourceVersion(from.getMetadata().getResourceVersion())
              .build(),
          new Queue());
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
      Change change = changes.poll(time.toNanos(), TimeUnit.NANOSECONDS);
      return Optional.ofNullable(change != null && change.isLost() ? renewed() : change);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(0, "Interrupted while waiting for pod " + name + ".", e);
    }
  }

  private Change renewed() {
    watch.close();
    try {
      Pod now = resource.get();
      if (now == null) {
        return new Change(null, true, false);
      }
      watch = watch(now);
      return new Change(now, false, false);
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
