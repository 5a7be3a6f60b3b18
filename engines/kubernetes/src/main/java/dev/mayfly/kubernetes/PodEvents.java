package dev.mayfly.kubernetes;

import dev.mayfly.LogSubscription;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineEvent.Kind;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Tells what happens to containers with a label, as changes of their pods. Thread-safe. */
final class PodEvents {

  private final KubernetesClient client;
  private final String namespace;
  private final Predicate<String> isKept;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /**
   * @param isKept whether a container is there although its pod is gone, because it was stopped
   */
  PodEvents(KubernetesClient client, String namespace, Predicate<String> isKept) {
    this.client = client;
    this.namespace = namespace;
    this.isKept = isKept;
  }

  /** Tells from now on, until the answer is closed. */
  LogSubscription listen(String label, String value, Consumer<EngineEvent> events, Runnable lost) {
    Listener listener = new Listener(label, value, events, lost);
    String selector = Marks.selector(Kinds.CONTAINER, label, value);
    try {
      PodList now = client.pods().inNamespace(namespace).withLabelSelector(selector).list();
      now.getItems().forEach(listener::remember);
      Watch watch =
          client
              .pods()
              .inNamespace(namespace)
              .withLabelSelector(selector)
              .watch(
                  new ListOptionsBuilder()
                      .withResourceVersion(now.getMetadata().getResourceVersion())
                      .build(),
                  listener);
      listeners.add(listener);
      return () -> {
        listeners.remove(listener);
        listener.close();
        watch.close();
      };
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("watch pods", e);
    }
  }

  /** A container is removed that had no pod any more. */
  void removed(String id, Map<String, String> labels) {
    listeners.forEach(listener -> listener.removed(id, labels));
  }

  private final class Listener implements Watcher<Pod> {

    private final String label;
    private final String value;
    private final Consumer<EngineEvent> events;
    private final Runnable lost;
    private final Map<String, Status> known = new HashMap<>();
    private boolean closed;

    Listener(String label, String value, Consumer<EngineEvent> events, Runnable lost) {
      this.label = label;
      this.value = value;
      this.events = events;
      this.lost = lost;
    }

    synchronized void remember(Pod pod) {
      known.put(pod.getMetadata().getUid(), PodStates.statusOf(pod));
    }

    @Override
    public synchronized void eventReceived(Action action, Pod pod) {
      if (closed || action == Action.BOOKMARK || action == Action.ERROR || !isWanted(pod)) {
        return;
      }
      String id = pod.getMetadata().getName();
      tellStatus(id, pod);
      if (action == Action.DELETED) {
        tellDeleted(id, pod.getMetadata().getUid());
      }
    }

    /** A label of the cluster may be that of another text. */
    private boolean isWanted(Pod pod) {
      return value.equals(Marks.of(pod).get(label));
    }

    private void tellStatus(String id, Pod pod) {
      Status now = PodStates.statusOf(pod);
      Status before =
          Objects.requireNonNullElse(known.put(pod.getMetadata().getUid(), now), Status.CREATED);
      if (before == Status.CREATED && now != Status.CREATED) {
        tell(id, Kind.STARTED);
      }
      if (before != Status.EXITED && now == Status.EXITED) {
        if (PodStates.isOutOfMemory(pod)) {
          tell(id, Kind.OUT_OF_MEMORY);
        }
        tell(id, Kind.DIED);
      }
    }

    private void tellDeleted(String id, String uid) {
      if (known.remove(uid) == Status.RUNNING) {
        tell(id, Kind.DIED);
      }
      if (!isKept.test(id)) {
        tell(id, Kind.REMOVED);
      }
    }

    synchronized void removed(String id, Map<String, String> labels) {
      if (!closed && value.equals(labels.get(label))) {
        tell(id, Kind.REMOVED);
      }
    }

    private void tell(String id, Kind kind) {
      events.accept(new EngineEvent(id, kind));
    }

    synchronized void close() {
      closed = true;
    }

    @Override
    public void onClose(WatcherException cause) {
      boolean isLost;
      synchronized (this) {
        isLost = !closed;
        closed = true;
      }
      listeners.remove(this);
      if (isLost) {
        lost.run();
      }
    }
  }
}
