package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A namespace with a quota, in a real cluster. */
@Tag("kubernetes")
class QuotasOnClusterTests {

  private static final ContainerSpec SLEEPER =
      ContainerSpec.of("busybox:1.35").command("sleep", "1h");
  private static final long MEBIBYTE = 1L << 20;

  private final String namespace = "quotas-" + UUID.randomUUID().toString().substring(0, 8);
  private final KubernetesClient client = new KubernetesClientBuilder().build();

  @BeforeEach
  void namespace() {
    client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    await()
        .until(
            () ->
                client.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
  }

  @AfterEach
  void no_namespace() {
    client.namespaces().withName(namespace).delete();
    client.close();
  }

  private void quota(Map<String, String> hard) {
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("small")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withHard(
                hard.entrySet().stream()
                    .collect(
                        Collectors.toMap(Map.Entry::getKey, one -> new Quantity(one.getValue()))))
            .endSpec()
            .build();
    client.resource(quota).create();
    await()
        .until(
            () -> {
              ResourceQuota now =
                  client.resourceQuotas().inNamespace(namespace).withName("small").get();
              return now.getStatus() != null && now.getStatus().getUsed() != null;
            });
  }

  private Containers open() {
    Map<String, String> settings =
        Map.of(
            "mayfly.engine", "kubernetes",
            "mayfly.kubernetes.namespace", namespace,
            "mayfly.report", "off");
    return Containers.open(Settings.load(name -> Optional.ofNullable(settings.get(name))));
  }

  @Test
  void a_container_takes_the_room_of_one_that_has_just_gone() {
    quota(Map.of("pods", "2")); // one is the session's
    try (Containers containers = open()) {
      for (int i = 0; i < 3; i++) {
        try (RunningContainer one = containers.start(SLEEPER)) {
          one.restart(Duration.ofSeconds(1));
          assertThat(one.isRunning()).isTrue();
        }
      }
      RunningContainer last = containers.start(SLEEPER);

      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> containers.start(SLEEPER))
          .withMessageContainingAll(
              "exceeded quota: small",
              "try: ",
              "kubectl -n " + namespace + " describe quota small");
      assertThat(last.isRunning()).isTrue();
    }
  }

  @Test
  void a_quota_of_memory_asks_for_a_limit_and_is_what_the_cluster_has() {
    quota(Map.of("limits.memory", "300Mi"));
    try (Containers containers = open()) {
      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> containers.start(SLEEPER))
          .withMessageContainingAll(
              "must specify limits.memory", "try: give the container memory(…)");

      assertThat(containers.start(SLEEPER.memory(64 * MEBIBYTE)).isRunning()).isTrue();
      await().untilAsserted(() -> assertThat(memoryLeft()).isEqualTo((300 - 64 - 32) * MEBIBYTE));
    }
  }

  private long memoryLeft() {
    try (KubernetesEngine engine =
        KubernetesEngine.open(new ClusterAddress("", namespace), name -> Optional.empty())) {
      return engine.info().memoryLeft();
    }
  }
}
