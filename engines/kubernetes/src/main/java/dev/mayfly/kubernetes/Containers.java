package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.kubernetes.Known.End;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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

  private final KubernetesClient client;
  private final String namespace;
  private final Networks networks;
  private final PodStart start;
  private final PodEnd end;
  private final PodPorts ports;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Set<String> pulled = ConcurrentHashMap.newKeySet();

  Containers(Cluster cluster, Networks networks, PodStart start, PodEnd end, PodPorts ports) {
    this.client = cluster.client();
    this.namespace = cluster.namespace();
    this.networks = networks;
    this.start = start;
    this.end = end;
    this.ports = ports;
  }

  /** An image is to be looked for anew, where a pod of it starts. */
  void pull(String image) {
    pulled.add(image);
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

  void start(String id) {
    Known container = require(id);
    Optional<Pod> there = container.wasStarted() ? pod(id) : Optional.empty();
    if (there.isPresent()) {
      if (PodStates.statusOf(there.get()) != Status.EXITED) {
        return;
      }
      delete(id);
    }
    boolean isAsked = pulled.contains(container.request().image());
    Pod pod = start.run(container, isAsked);
    ports.of(pod);
  }

  ContainerState inspect(String id) {
    Known container = known.get(id);
    Optional<Pod> pod = container != null && !container.wasStarted() ? Optional.empty() : pod(id);
    if (pod.isPresent()) {
      return PodStates.of(pod.get(), ports.of(pod.get()), networks(container, pod.get()));
    }
    return withoutPod(id, container);
  }

  private static ContainerState withoutPod(String id, @Nullable Known container) {
    End how = container == null ? null : container.end();
    if (how != null) {
      return how.state();
    }
    if (container == null || container.wasStarted()) {
      throw Refused.unknown("container", id);
    }
    return PodStates.created(id, container.request().name(), container.networks());
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
    Optional<Pod> pod = pod(id);
    if (pod.isEmpty() && (container == null || container.end() == null)) {
      throw Refused.unknown("container", id);
    }
    if (pod.isPresent() && PodStates.statusOf(pod.get()) == Status.RUNNING) {
      end.stop(pod.get(), grace, networks(container, pod.get()), how -> keep(container, how));
    }
  }

  /** One that another JVM has created can't be started again. */
  private static void keep(@Nullable Known container, End how) {
    if (container != null) {
      container.ended(how);
    }
  }

  /** Its process is of no use, and ends as soon as a cluster can. */
  void kill(String id) {
    requireRunning(id);
    stop(id, Duration.ZERO);
  }

  /** Removes it with all that is its own; does nothing if it is gone. */
  void remove(String id) {
    Known container = known.remove(id);
    ports.close(id);
    boolean hasPod = container == null ? pod(id).isPresent() : container.wasStarted();
    if (hasPod) {
      delete(id);
      start.removeParts(id, container);
    }
  }

  /** At once; its node ends what is left of it. */
  private void delete(String id) {
    try {
      client.pods().inNamespace(namespace).withName(id).withGracePeriod(0).delete();
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete pod " + id, e);
    }
  }

  void connect(String network, String id, List<String> aliases) {
    Known container = require(id);
    networks.requireJoinable(Map.of(network, aliases));
    container.joined(network, aliases);
    NetworkPlace place = container.place();
    if (place != null) {
      if (network.equals(place.subdomain()) && container.end() == null) {
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
      if (network.equals(place.subdomain()) && container.end() == null) {
        networks.mark(id, null);
      }
      List<String> names = new ArrayList<>(place.services(network, aliases));
      container.networks().forEach((other, its) -> names.removeAll(place.services(other, its)));
      networks.withdraw(id, names);
    }
  }

  /** Whether this JVM has created it, so that it is there also without a pod. */
  boolean isKept(String id) {
    return known.containsKey(id);
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
    throw pod(id).isPresent()
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

  private Optional<Pod> pod(String id) {
    try {
      return Optional.ofNullable(client.pods().inNamespace(namespace).withName(id).get())
          .filter(pod -> Marks.isOf(Kinds.CONTAINER, pod));
    } catch (KubernetesClientException e) {
      EngineException refusal = ApiErrors.of("get pod " + id, e);
      if (refusal.isNotFound()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }
}
