package dev.mayfly.runtime;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a busy test JVM at {@linkplain KillMoments moments that nobody chose}, and looks at what a
 * cluster has of it.
 */
@Tag("kubernetes")
class KilledOnClusterTests {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(10);

  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final String namespace = "killed-" + Long.toString(System.nanoTime(), 36);

  @BeforeEach
  void make_a_namespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                client.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
  }

  @AfterEach
  void remove_it() {
    client.namespaces().withName(namespace).delete();
    client.close();
  }

  static LongStream moments() {
    return KillMoments.within(LONGEST_LIFE, 5);
  }

  @ParameterizedTest(name = "{0} ms after the session began")
  @MethodSource("moments")
  void a_jvm_that_is_killed_at_any_moment_leaves_nothing_on_the_cluster(long millis)
      throws Exception {
    Process jvm =
        ForkedJvm.of(List.of(), BusyOnCluster.class, List.of(GRACE.toMillis() + "ms", namespace))
            .start();
    try {
      KillMoments.sessionOf(jvm);
      KillMoments.letLive(jvm, millis);
      KillMoments.kill(jvm, this::left);
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** Of all kinds, but for what a cluster puts into each namespace. */
  private List<String> left() {
    return Stream.of(
            "v1/Pod",
            "v1/Service",
            "v1/ConfigMap",
            "v1/Secret",
            "v1/PersistentVolumeClaim",
            "batch/v1/Job",
            "networking.k8s.io/v1/NetworkPolicy")
        .flatMap(kind -> of(kind).stream())
        .filter(name -> !name.matches("Secret/default-token-.*|ConfigMap/kube-root-ca.crt"))
        .toList();
  }

  private List<String> of(String kind) {
    int slash = kind.lastIndexOf('/');
    String word = kind.substring(slash + 1);
    return client
        .genericKubernetesResources(kind.substring(0, slash), word)
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .map(object -> word + "/" + object.getMetadata().getName())
        .toList();
  }
}
