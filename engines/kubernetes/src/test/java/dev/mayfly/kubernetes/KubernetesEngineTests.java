package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made, found, listed and removed, against a server that keeps objects as the API does. */
@EnableKubernetesMockClient(crud = true)
class KubernetesEngineTests {

  private static final Map<String, String> LABELS =
      Map.of("dev.mayfly.place", "A test: \"db\"", "purpose", "test");

  private KubernetesMockServer server;
  private KubernetesClient client;
  private KubernetesEngine engine;

  @BeforeEach
  void open() {
    server.setVersionInfo(
        new VersionInfo.Builder()
            .withMajor("1")
            .withMinor("30")
            .withGitVersion("v1.30.1")
            .withPlatform("linux/arm64")
            .build());
    engine = MockedEngine.of(client);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private String create(String name, Endpoint... networks) {
    return engine.createContainer(
        ContainerRequest.of(
            name,
            "nginx:1.22",
            ContainerSpec.of("nginx:1.22"),
            LABELS,
            List.of(networks),
            Map.of()));
  }

  @Test
  void a_created_container_is_known_and_listed_before_it_has_a_pod() {
    String id = create("Web_1");

    assertThat(engine.inspectContainer(id).status()).isEqualTo(Status.CREATED);
    assertThat(engine.inspectContainer(id).name()).isEqualTo("Web_1");
    assertThat(engine.list(Kind.CONTAINER, "purpose", "test"))
        .containsExactly(new EngineResource(Kind.CONTAINER, id, "Web_1", LABELS, null));
    assertThat(client.pods().inNamespace("ns").list().getItems()).isEmpty();

    engine.remove(Kind.CONTAINER, id);

    assertThat(engine.list(Kind.CONTAINER, "purpose", null)).isEmpty();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.inspectContainer(id))
        .matches(EngineException::isNotFound);
  }

  @Test
  void people_look_by_kubectl() {
    String id = create("web");

    assertThat(engine.lookCommand(engine.inspectContainer(id)))
        .contains("kubectl logs --context tests -n ns " + id);
    assertThat(engine.removeCommand("dev.mayfly.session", "1a2b"))
        .contains("kubectl delete jobs,pods --context tests -n ns -l dev.mayfly.session=1a2b");
    assertThat(
            new KubectlCommands(new ClusterAddress("it's mine", "ns"))
                .remove("dev.mayfly.session", "1a2b"))
        .contains("--context 'it'\\''s mine' -n ns");
    assertThat(new KubectlCommands(new ClusterAddress("", "ns")).remove("a", "b"))
        .isEqualTo("kubectl delete jobs,pods -n ns -l a=b");
  }

  @Test
  void a_name_can_not_be_used_twice() {
    create("web");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> create("web"))
        .matches(EngineException::isConflict);
  }

  @Test
  void a_network_is_a_headless_service_that_is_found_by_name_and_id() {
    String id = engine.createNetwork("Net_1", NetworkSpec.of("net"), LABELS);

    assertThat(engine.findNetwork("Net_1")).contains(id);
    assertThat(engine.findNetwork(id)).contains(id);
    assertThat(engine.findNetwork("other")).isEmpty();
    assertThat(engine.list(Kind.NETWORK, "dev.mayfly.place", "A test: \"db\""))
        .singleElement()
        .satisfies(network -> assertThat(network.labels()).isEqualTo(LABELS));
    assertThat(client.services().inNamespace("ns").withName(id).get().getSpec())
        .extracting("clusterIP", "publishNotReadyAddresses")
        .containsExactly("None", true);

    engine.remove(Kind.NETWORK, id);

    assertThat(engine.findNetwork(id)).isEmpty();
  }

  @Test
  void services_of_others_are_no_networks_and_stay() {
    client
        .services()
        .inNamespace("ns")
        .resource(new ServiceBuilder().withNewMetadata().withName("orders").endMetadata().build())
        .create();

    assertThat(engine.findNetwork("orders")).isEmpty();
    engine.remove(Kind.NETWORK, "orders");

    assertThat(client.services().inNamespace("ns").withName("orders").get()).isNotNull();
  }

  @Test
  void an_unknown_network_can_not_be_joined_and_nothing_is_left() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> create("web", new Endpoint("nowhere", List.of("web"))))
        .withMessageContaining("nowhere")
        .matches(EngineException::isNotFound);

    assertThat(engine.list(Kind.CONTAINER, "purpose", null)).isEmpty();
  }

  @Test
  void a_name_with_an_underscore_is_refused_before_anything_is_made() {
    String network = engine.createNetwork("net", NetworkSpec.of("net"), LABELS);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> create("web", new Endpoint(network, List.of("order_db"))))
        .withMessageContaining("\"order_db\"");
  }

  @Test
  void a_volume_is_made_once_and_removed_by_its_name() {
    String id = engine.createVolume("mayfly-1a2b.unwatched", LABELS);
    assertThat(engine.createVolume("mayfly-1a2b.unwatched", LABELS)).isEqualTo(id);

    assertThat(engine.list(Kind.VOLUME, "purpose", "test"))
        .singleElement()
        .extracting(EngineResource::name)
        .isEqualTo("mayfly-1a2b.unwatched");

    engine.remove(Kind.VOLUME, "mayfly-1a2b.unwatched");

    assertThat(engine.list(Kind.VOLUME, "purpose", "test")).isEmpty();
  }

  @Test
  void images_are_known_by_their_names_for_the_clusters_processor() {
    assertThat(engine.findImage(ImageName.parse("nginx:1.22")).orElseThrow().platform())
        .isEqualTo("linux/arm64");
    assertThat(engine.findImage(ImageName.parse("sha256:" + "a".repeat(64)))).isEmpty();
  }

  @Test
  void its_address_is_where_another_jvm_comes_to_the_same_place() {
    assertThat(engine.address()).isEqualTo("kubernetes://tests/ns");
    assertThat(new KubernetesProvider().understands(engine.address())).isTrue();
    assertThat(engine.capabilities()).isEmpty();
  }
}
