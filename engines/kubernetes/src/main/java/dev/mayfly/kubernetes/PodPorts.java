package dev.mayfly.kubernetes;

import dev.mayfly.Port;
import dev.mayfly.engine.ContainerState.Status;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where this JVM reaches ports of pods: at their own addresses if it is in a pod of the same
 * cluster, else at ports of 127.0.0.1 that are forwarded by way of the API server. Thread-safe.
 */
final class PodPorts implements AutoCloseable {

  private final boolean isDirect;
  private final PortForwards forwards;

  private PodPorts(boolean isDirect, PortForwards forwards) {
    this.isDirect = isDirect;
    this.forwards = forwards;
  }

  /**
   * Where ports are.
   *
   * @param host the name or address
   * @param ports those of {@code host} by those of the pod
   */
  record Place(String host, Map<Port, Integer> ports) {
    Place {
      ports = Map.copyOf(ports);
    }

    /** Of what has no pod that runs. */
    static Place none() {
      return new Place(PodStates.HOST, Map.of());
    }
  }

  static PodPorts forwarded(KubernetesClient client, String namespace) {
    return new PodPorts(false, new PortForwards(client, namespace));
  }

  /** Without anything in between. */
  static PodPorts direct(KubernetesClient client, String namespace) {
    return new PodPorts(true, new PortForwards(client, namespace));
  }

  /** Those of a pod, which lead there from now on; none unless it runs. */
  Place of(Pod pod) {
    if (PodStates.statusOf(pod) != Status.RUNNING) {
      return Place.none();
    }
    Set<Port> ports = exposed(pod);
    String address = pod.getStatus().getPodIP();
    if (isDirect && address != null) {
      return new Place(
          address, ports.stream().collect(Collectors.toMap(Function.identity(), Port::number)));
    }
    return new Place(
        PodStates.HOST,
        ports.isEmpty() ? Map.of() : forwards.open(pod.getMetadata().getName(), ports));
  }

  private static Set<Port> exposed(Pod pod) {
    Set<Port> ports = new LinkedHashSet<>();
    for (ContainerPort port : pod.getSpec().getContainers().get(0).getPorts()) {
      String protocol = port.getProtocol().toLowerCase(Locale.ROOT);
      ports.add(Port.parse(port.getContainerPort() + "/" + protocol));
    }
    return ports;
  }

  /** Whether they are the pods' own. */
  boolean areDirect() {
    return isDirect;
  }

  /** In words, where they are. */
  String words(String address) {
    return isDirect
        ? "each pod's own address, since this JVM is in a pod of the same cluster, "
            + address
            + "; where a NetworkPolicy is in between, mayfly.host=127.0.0.1 has ports forwarded by"
            + " way of the API server"
        : PodStates.HOST
            + ", from where ports are forwarded by way of the API server of "
            + address;
  }

  /** Gives the ports of a pod back, and resets what is connected. */
  void close(String pod) {
    forwards.close(pod);
  }

  @Override
  public void close() {
    forwards.close();
  }
}
