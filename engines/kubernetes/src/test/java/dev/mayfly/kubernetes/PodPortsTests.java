package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Port;
import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ports are at the pods themselves where this JVM is among them, and forwarded elsewhere. */
@EnableKubernetesMockClient
class PodPortsTests {

  private KubernetesClient client;

  private static Pod running() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("db")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .addNewPort()
        .withContainerPort(5432)
        .withProtocol("TCP")
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP("10.244.3.7")
        .addNewContainerStatus()
        .withName("main")
        .withNewState()
        .withNewRunning()
        .endRunning()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  @Test
  void in_the_cluster_a_port_is_the_pods_own() {
    try (PodPorts ports = PodPorts.direct(client, "ns")) {
      assertThat(ports.of(running()))
          .isEqualTo(new PodPorts.Place("10.244.3.7", Map.of(Port.tcp(5432), 5432)));
      assertThat(ports.words("kubernetes:///ns")).contains("own address", "mayfly.host=127.0.0.1");
    }
  }

  @Test
  void elsewhere_it_is_a_port_of_this_machine_that_stays_the_same() {
    try (PodPorts ports = PodPorts.forwarded(client, "ns")) {
      PodPorts.Place place = ports.of(running());

      assertThat(place.host()).isEqualTo("127.0.0.1");
      assertThat(place.ports()).containsOnlyKeys(Port.tcp(5432));
      assertThat(ports.of(running())).isEqualTo(place);
    }
  }

  @Test
  void what_does_not_run_has_none() {
    Pod ended = running().edit().editStatus().withPhase("Failed").endStatus().build();
    try (PodPorts ports = PodPorts.direct(client, "ns")) {
      assertThat(ports.of(ended)).isEqualTo(PodPorts.Place.none());
    }
  }

  @Test
  void a_jvm_is_in_the_cluster_if_its_pods_service_account_led_there() {
    Map<String, String> pod = Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1");

    assertThat(Cluster.isAround(server("https://10.96.0.1:443/"), pod::get)).isTrue();
    assertThat(Cluster.isAround(server("https://10.96.0.1:443/"), name -> null)).isFalse();
    assertThat(Cluster.isAround(server("https://elsewhere:6443/"), pod::get)).isFalse();
    assertThat(
            Cluster.isAround(
                server("https://[fd00::1]:443/"),
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1")::get))
        .isTrue();
  }

  @Test
  void a_pod_with_a_configuration_of_kubectl_is_elsewhere() {
    Config config = server("https://10.96.0.1:443/");
    config.setCurrentContext(
        new NamedContextBuilder().withName("kind").withNewContext().endContext().build());

    assertThat(Cluster.isAround(config, name -> "10.96.0.1")).isFalse();
  }

  private static Config server(String url) {
    return new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
  }
}
