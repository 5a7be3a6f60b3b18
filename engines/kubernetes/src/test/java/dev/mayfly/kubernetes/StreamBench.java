package dev.mayfly.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A namespace of a real cluster, that of kubectl, and pods in it; all goes when it is closed. */
final class StreamBench implements AutoCloseable {

  static final String IMAGE = "busybox:1.35";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  final KubernetesClient client = new KubernetesClientBuilder().build();
  final String namespace;
  private final boolean isOurs;

  private StreamBench(String namespace, boolean isOurs) {
    this.namespace = namespace;
    this.isOurs = isOurs;
  }

  static StreamBench open() {
    StreamBench bench =
        new StreamBench("mayfly-test-" + UUID.randomUUID().toString().substring(0, 8), true);
    bench
        .client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(bench.namespace)
                .endMetadata()
                .build())
        .create();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                bench
                        .client
                        .serviceAccounts()
                        .inNamespace(bench.namespace)
                        .withName("default")
                        .get()
                    != null);
    return bench;
  }

  /** One that somebody else removes. */
  static StreamBench in(String namespace) {
    return new StreamBench(namespace, false);
  }

  /** Starts a pod that runs a script, and waits until it does. */
  String start(String name, String script) {
    create(name, script, Map.of(), List.of());
    awaitRunning(name);
    return name;
  }

  Pod create(String name, String script, Map<String, String> labels, List<OwnerReference> owners) {
    return client
        .pods()
        .inNamespace(namespace)
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .withOwnerReferences(owners)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName(PodAttach.CONTAINER)
                .withImage(IMAGE)
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sh", "-c", script)
                .withStdin(true)
                .withStdinOnce(true)
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  void awaitRunning(String name) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "Running".equals(pod(name).getStatus().getPhase())
                    || "Succeeded".equals(pod(name).getStatus().getPhase()));
  }

  Pod pod(String name) {
    return client.pods().inNamespace(namespace).withName(name).get();
  }

  void remove(String name) {
    client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
    await().atMost(PATIENCE).until(() -> pod(name) == null);
  }

  @Override
  public void close() {
    if (isOurs) {
      client
          .namespaces()
          .withName(namespace)
          .withPropagationPolicy(DeletionPropagation.BACKGROUND)
          .delete();
    }
    client.close();
  }
}
