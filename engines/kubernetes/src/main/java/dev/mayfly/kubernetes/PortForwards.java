package dev.mayfly.kubernetes;

import dev.mayfly.Port;
import dev.mayfly.Protocol;
import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Ports of 127.0.0.1 that lead to ports of pods, by way of the API server: one connection to it for
 * each of a client's. Thread-safe.
 *
 * <p>A pod that is gone may come back by the same name: its ports here stay as they are, and new
 * connections lead to it.
 */
final class PortForwards implements AutoCloseable {

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, Map<Port, ForwardedPort>> pods = new ConcurrentHashMap<>();
  private volatile boolean isAllowed;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> Threads.daemon("mayfly-kubernetes-forward", task));

  private final Acceptor acceptor = Acceptor.start("mayfly-kubernetes-accept");

  PortForwards(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Opens ports, those of TCP among the given; one that is open stays.
   *
   * @return the ports of 127.0.0.1 by those of the pod
   * @throws EngineException if this account may not: each connection would only be reset
   */
  Map<Port, Integer> open(String pod, Set<Port> ports) {
    if (!isAllowed) {
      Rights.requireStream(client, namespace, "forward ports of containers", "pods/portforward");
      isAllowed = true;
    }
    Map<Port, Integer> numbers = new HashMap<>();
    pods.compute(
        pod,
        (name, there) -> {
          Map<Port, ForwardedPort> open = there == null ? new HashMap<>() : there;
          for (Port port : ports) {
            if (port.protocol() == Protocol.TCP) {
              numbers.put(port, open.computeIfAbsent(port, one -> listen(pod, one)).number());
            }
          }
          return open;
        });
    return numbers;
  }

  private ForwardedPort listen(String pod, Port port) {
    try {
      return ForwardedPort.open(acceptor, () -> connect(pod, port), threads);
    } catch (IOException e) {
      throw new EngineException(
          0, "Can't listen on 127.0.0.1 for port " + port + " of container " + pod + ": " + e, e);
    }
  }

  private PodSocket connect(String pod, Port port) {
    return PodSocket.open(
        client,
        namespace,
        pod,
        "reach port " + port + " of container " + pod,
        "portforward",
        List.of("ports", String.valueOf(port.number())));
  }

  /** Gives the ports of a pod back, and resets what is connected. */
  void close(String pod) {
    Map<Port, ForwardedPort> open = pods.remove(pod);
    if (open != null) {
      open.values().forEach(ForwardedPort::close);
    }
  }

  @Override
  public void close() {
    Set.copyOf(pods.keySet()).forEach(this::close);
    acceptor.close();
    threads.shutdownNow();
  }
}
