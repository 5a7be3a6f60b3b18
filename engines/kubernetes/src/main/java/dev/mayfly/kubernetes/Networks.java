package dev.mayfly.kubernetes;

import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.EngineException;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Networks, and the names of containers there, as headless Services; see {@link NetworkPlace}.
 * Thread-safe.
 *
 * <p>They are about names: who knows an address of the cluster reaches it, whatever its network.
 */
final class Networks {

  /** Whose value is the id of the network that a pod is found on by its host name. */
  static final String LABEL = "mayfly.dev/network";

  private final KubernetesClient client;
  private final String namespace;
  private final Owners owners;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  Networks(KubernetesClient client, String namespace, Owners owners) {
    this.client = client;
    this.namespace = namespace;
    this.owners = owners;
  }

  String create(String name, NetworkSpec spec, Map<String, String> labels) {
    requirePossible(spec);
    String id = Names.fitted(name);
    Service service =
        new ServiceBuilder(headless(Map.of(LABEL, id)))
            .withNewMetadata()
            .withName(id)
            .withLabels(Marks.labels(Kinds.NETWORK, labels))
            .withAnnotations(Marks.annotations(name, labels))
            .withOwnerReferences(owners.of(labels))
            .endMetadata()
            .build();
    try {
      owners.keep(Creation.of(client.services().inNamespace(namespace).resource(service)), labels);
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("create the Service of network " + name, e);
    }
    seen.add(id);
    return id;
  }

  /** Found as soon as there is an address, ready or not. */
  private static Service headless(Map<String, String> selector) {
    return new ServiceBuilder()
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(selector)
        .endSpec()
        .build();
  }

  private static void requirePossible(NetworkSpec spec) {
    if (spec.internal() || spec.ipv6() || spec.subnet() != null || spec.driver() != null) {
      throw Refused.unable(
          "Network \""
              + spec.name()
              + "\" asks for a driver, a subnet, IPv6 or isolation, and a cluster has one network"
              + " for all, which its administrators choose. Drop that.");
    }
  }

  Optional<String> find(String nameOrId) {
    String id = Names.fitted(nameOrId);
    try {
      return Optional.ofNullable(client.services().inNamespace(namespace).withName(id).get())
          .filter(service -> Marks.isOf(Kinds.NETWORK, service))
          .filter(service -> id.equals(nameOrId) || Marks.nameOf(service).equals(nameOrId))
          .map(service -> service.getMetadata().getName());
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("get the Service of network " + nameOrId, e);
    }
  }

  /** Checks what a container is to join, and be found as, before anything is made for it. */
  void requireJoinable(Map<String, List<String>> networks) {
    networks.forEach(
        (network, aliases) -> {
          aliases.forEach(Names::alias);
          if (Set.of("host", "none").contains(network) || network.startsWith("container:")) {
            throw Refused.unable("A cluster has no network \"" + network + "\" for tests.");
          }
          requireThere(network);
        });
  }

  private void requireThere(String network) {
    if (!seen.contains(network)) {
      seen.add(find(network).orElseThrow(() -> Refused.unknown("network", network)));
    }
  }

  /** Lets a container be found by those of its names that are Services. */
  void publish(String container, List<String> names, Map<String, String> labels) {
    names.forEach(alias -> publish(container, alias, labels));
  }

  private void publish(String container, String alias, Map<String, String> labels) {
    Service service =
        new ServiceBuilder(headless(Map.of(Marks.CONTAINER, container)))
            .withNewMetadata()
            .withName(alias)
            .withLabels(Marks.labels(Kinds.PART, labels))
            .addToLabels(Marks.CONTAINER, container)
            .withAnnotations(Marks.annotations(alias, labels))
            .withOwnerReferences(owners.of(labels))
            .endMetadata()
            .build();
    try {
      owners.keep(Creation.of(client.services().inNamespace(namespace).resource(service)), labels);
    } catch (KubernetesClientException e) {
      EngineException refusal = ApiErrors.of("create Service " + alias, e);
      if (!refusal.isConflict()) {
        throw refusal;
      }
      requireOwn(container, alias, refusal);
    }
  }

  private void requireOwn(String container, String alias, EngineException refusal) {
    if (!isOwn(container, alias, refusal)) {
      throw Refused.conflict(
          ("Namespace %s has a Service %s already, so container %s can't be found by that name"
                  + " beside its first one. Another run in the same namespace may use it: give each"
                  + " its own, by mayfly.kubernetes.namespace, or choose another alias.")
              .formatted(namespace, alias, container));
    }
  }

  private boolean isOwn(String container, String alias, EngineException refusal) {
    try {
      Service there = client.services().inNamespace(namespace).withName(alias).get();
      return there != null && container.equals(containerOf(there));
    } catch (KubernetesClientException e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  private static String containerOf(Service service) {
    Map<String, String> labels = service.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(Marks.CONTAINER, "");
  }

  /** Lets a container be found by those of its names that are Services no more. */
  void withdraw(String container, List<String> names) {
    try {
      names.forEach(alias -> delete(container, alias));
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete Services of container " + container, e);
    }
  }

  private void delete(String container, String alias) {
    Service there = client.services().inNamespace(namespace).withName(alias).get();
    if (there != null && container.equals(containerOf(there))) {
      client.services().inNamespace(namespace).withName(alias).delete();
    }
  }

  /** Lets a pod be found on its first network by its host name again, or not any more. */
  void mark(String container, @Nullable String network) {
    try {
      client.pods().inNamespace(namespace).withName(container).edit(pod -> marked(pod, network));
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("patch pod " + container, e);
    }
  }

  private static Pod marked(Pod pod, @Nullable String network) {
    return network == null
        ? pod.edit().editMetadata().removeFromLabels(LABEL).endMetadata().build()
        : pod.edit().editMetadata().addToLabels(LABEL, network).endMetadata().build();
  }

  /** Removes the Services that are names of a container. */
  void withdrawAll(String container) {
    try {
      client
          .services()
          .inNamespace(namespace)
          .withLabel(Marks.CONTAINER, container)
          .list()
          .getItems()
          .forEach(service -> client.services().resource(service).delete());
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete Services of container " + container, e);
    }
  }

  /** Removes a network, unless a container is in it. */
  void remove(String id) {
    if (find(id).isEmpty()) {
      return;
    }
    String service = Names.fitted(id);
    try {
      List<Pod> pods =
          client.pods().inNamespace(namespace).withLabel(LABEL, service).list().getItems();
      if (!pods.isEmpty()) {
        throw Refused.conflict("Network " + id + " has containers: " + Marks.nameOf(pods.get(0)));
      }
      client.services().inNamespace(namespace).withName(service).delete();
      seen.remove(service);
    } catch (KubernetesClientException e) {
      throw ApiErrors.of("delete the Service of network " + id, e);
    }
  }
}
