package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Containers from their creation to their removal: those of this JVM, which it knows before they
 * have a pod and after, and those of others, by their pods. Thread-safe.
 */
final class Containers {

  private final PodsApi pods;
  private final Networks networks;
  private final PodStart start;
  private final PodEnd end;
  private final PodPorts ports;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Set<String> leaving = ConcurrentHashMap.newKeySet();
  private final Set<String> pulled = ConcurrentHashMap.newKeySet();

  Containers(Cluster cluster, Networks networks, PodStart start, PodEnd end, PodPorts ports) {
    this.pods = new PodsApi(cluster.client(), cluster.namespace());
    this.networks = networks;
    this.start = start;
    this.end = end;
    this.ports = ports;
  }

  /** An image is to be looked for anew, where a pod of it starts. */
  void pull(String image) {
    pulled.add(image);
  }

  boolean isAskedAnew(String image) {
    return pulled.contains(image);
  }

  /** Remembers a request, after a look at what a cluster would refuse. */
  String create(ContainerRequest request) {
    String id = Names.fitted(request.name());
    Known container = new Known(id, request);
    container.left("bridge"); // what all have
    networks.requireJoinable(container.networks());
    PodSpecs.of(request, false, start.placeOf(container), StartFiles.none());
    if (known.putIfAbsent(id, container) != null) {
      throw Refused.conflict("There is a container " + request.name() + " already.");
    }
    return id;
  }

  /**
   * Starts it, unless it runs; a pod that has ended, that goes, or whose start failed is replaced.
   */
  void start(String id) {
    Known container = require(id);
    Optional<Pod> there = container.wasStarted() ? pods.find(id) : Optional.empty();
    if (there.isPresent()) {
      if (!container.hasFailed() && isOfUse(there.get())) {
        return;
      }
      if (pods.delete(id)) {
        start.hasGone();
      }
    }
    Pod pod = run(container);
    if (known.get(id) != container) { // it was removed meanwhile, and had no pod then
      remove(id);
      throw Refused.unknown("container", id);
    }
    ports(pod, container);
  }

  private static boolean isOfUse(Pod pod) {
    return PodStates.statusOf(pod) != Status.EXITED
        && pod.getMetadata().getDeletionTimestamp() == null;
  }

  private Pod run(Known container) {
    try {
      return start.run(container, isAskedAnew(container.request().image()));
    } catch (RuntimeException e) {
      container.failed();
      throw e;
    }
  }

  /** Those of a pod, which lead there from now on, unless somebody removes it meanwhile. */
  private PodPorts.Place ports(Pod pod, @Nullable Known container) {
    String id = pod.getMetadata().getName();
    PodPorts.Place place = ports.of(pod);
    if (leaving.contains(id) || known.get(id) != container) {
      ports.close(id);
    }
    return place;
  }

  ContainerState inspect(String id) {
    Known container = known.get(id);
    Optional<Pod> pod =
        container == null || container.wasStarted() ? pods.find(id) : Optional.empty();
    if (pod.isPresent()) {
      return PodStates.of(pod.get(), ports(pod.get(), container), networks(container, pod.get()));
    }
    return withoutPod(id, container);
  }

  private static ContainerState withoutPod(String id, @Nullable Known container) {
    return Optional.ofNullable(container)
        .flatMap(Known::withoutPod)
        .orElseThrow(() -> Refused.unknown("container", id));
  }

  /** What others have joined is known by the label of the first. */
  private static Map<String, List<String>> networks(@Nullable Known container, Pod pod) {
    if (container != null) {
      return container.networks();
    }
    String first = pod.getMetadata().getLabels().get(Networks.LABEL);
    return first == null ? Map.of() : Map.of(first, List.of());
  }

  /** Stops it, if it runs. */
  void stop(String id, Duration grace) {
    Known container = known.get(id);
    if (container != null && !container.wasStarted()) {
      return;
    }
    Optional<Pod> pod = pods.find(id);
    if (pod.isEmpty()) {
      withoutPod(id, container); // or there is none
    } else if (PodStates.statusOf(pod.get()) == Status.RUNNING) {
      stop(pod.get(), grace, container);
    }
  }

  /** One that another JVM has created can't be started again. */
  private void stop(Pod running, Duration grace, @Nullable Known container) {
    Map<String, List<String>> networks = networks(container, running);
    start.hasGone();
    try {
      if (container == null) {
        end.stop(running, grace, networks);
      } else {
        int started = container.starts();
        container.leaving(PodEnd.unseen(running, networks));
        container.ended(started, end.stop(running, grace, networks));
      }
    } finally {
      start.hasGone();
    }
  }

  /** Its process is of no use, and ends as soon as a cluster can. */
  void kill(String id) {
    requireRunning(id);
    stop(id, Duration.ZERO);
  }

  /**
   * Removes it with all that is its own; does nothing if it is gone. What fails can be repeated.
   *
   * @return whether this JVM has created it and it had no pod, so that no pod tells of its end
   */
  boolean remove(String id) {
    Known container = known.get(id);
    boolean hasPod = container == null ? pods.find(id).isPresent() : container.wasStarted();
    leaving.add(id);
    try {
      ports.close(id);
      boolean isTold = hasPod && pods.delete(id);
      if (isTold) {
        start.hasGone();
      }
      if (hasPod) {
        start.removeParts(id, container);
      }
      known.remove(id);
      ports.close(id); // a look at it may have opened them meanwhile
      return container != null && !isTold;
    } finally {
      leaving.remove(id);
    }
  }

  void connect(String network, String id, List<String> aliases) {
    Known container = require(id);
    networks.requireJoinable(Map.of(network, aliases));
    container.joined(network, aliases);
    NetworkPlace place = container.place();
    if (place != null) {
      if (network.equals(place.subdomain()) && !container.isUnborn()) {
        networks.mark(id, network);
      }
      networks.publish(id, place.services(network, aliases), container.request().labels());
    }
  }

  /** Lets it be found on a network no more; names that it has on another one too stay. */
  void disconnect(String network, String id) {
    Known container = require(id);
    List<String> aliases = container.networks().getOrDefault(network, List.of());
    container.left(network);
    NetworkPlace place = container.place();
    if (place != null) {
      if (network.equals(place.subdomain()) && !container.isUnborn()) {
        networks.mark(id, null);
      }
      List<String> names = new ArrayList<>(place.services(network, aliases));
      container.networks().forEach((other, its) -> names.removeAll(place.services(other, its)));
      networks.withdraw(id, names);
    }
  }

  /** Whether this JVM has created it and does not remove it: it is there also without a pod. */
  boolean isKept(String id) {
    return known.containsKey(id) && !leaving.contains(id);
  }

  /** Those of this JVM. */
  Stream<Known> all() {
    return known.values().stream();
  }

  Optional<Known> find(String id) {
    return Optional.ofNullable(known.get(id));
  }

  Known require(String id) {
    Known container = known.get(id);
    if (container != null) {
      return container;
    }
    throw pods.find(id).isPresent()
        ? Refused.unable(
            "Container " + id + " was created by another JVM, which alone can change it.")
        : Refused.unknown("container", id);
  }

  /** Refuses what needs a process. */
  void requireRunning(String id) {
    if (inspect(id).status() != Status.RUNNING) {
      throw Refused.conflict("Container " + id + " does not run.");
    }
  }
}
