package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a busy test JVM at moments that nobody chose, and looks at what a cluster has of it; half
 * of them are in the first quarter of the time. The system property {@code chaos.kills} says how
 * many, {@code chaos.seed} repeats a run.
 */
@Tag("kubernetes")
class KilledOnClusterTests {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = GRACE.plusSeconds(10);

  /** How much longer a Job stays whose JVM had not attached yet: its process waits for a byte. */
  private static final Duration UNHEARD = Duration.ofSeconds(10);

  private static final long HELD = Duration.ofDays(1).toSeconds();
  private static final double LONGEST_LIFE_MILLIS = 10_000;

  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final String namespace = "killed-" + Long.toString(System.nanoTime(), 36);

  @BeforeEach
  void make_a_namespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    await()
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
    long seed = Long.getLong("chaos.seed", System.nanoTime());
    System.out.println("-Dchaos.seed=" + seed);
    Random random = new Random(seed);
    return IntStream.range(0, Integer.getInteger("chaos.kills", 5))
        .mapToLong(kill -> (long) (LONGEST_LIFE_MILLIS * Math.pow(random.nextDouble(), 2)));
  }

  @ParameterizedTest(name = "{0} ms after the session began")
  @MethodSource("moments")
  void a_jvm_that_is_killed_at_any_moment_leaves_nothing_on_the_cluster(long millis)
      throws Exception {
    Process jvm =
        ForkedJvm.of(List.of(), BusyOnCluster.class, List.of(GRACE.toMillis() + "ms", namespace))
            .start();
    try {
      awaitSession(jvm);
      boolean ended = jvm.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(ended).as("the JVM ended by itself").isFalse();

      jvm.destroyForcibly().waitFor();

      List<String> there = left();
      await()
          .atMost(isHeld() ? PATIENCE : PATIENCE.plus(UNHEARD))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> assertThat(left()).as("of %s", there).isEmpty());
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static void awaitSession(Process jvm) throws IOException {
    BufferedReader output = jvm.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("session ")) {
        return;
      }
    }
    throw new AssertionError("The forked JVM ended before its session began.");
  }

  /** Whether the JVM had attached to its Job, or made none. */
  private boolean isHeld() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
        .allMatch(job -> job.getSpec().getActiveDeadlineSeconds() == HELD);
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
