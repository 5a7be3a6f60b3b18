package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.ReaperRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An API server that makes what it is asked for although no answer comes of it. */
class LostAnswersTests {

  private static final Map<String, String> LABELS = Map.of("dev.mayfly.session", "1a2b3c4d5e6f");

  private static KubernetesEngine engine(SimulatedCluster cluster) {
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(cluster.address()).build();
    return MockedEngine.of(new KubernetesClientBuilder().withConfig(config).build());
  }

  /** With a Secret, a claim and a Service beside its pod. */
  private static String create(KubernetesEngine engine) {
    String network = engine.createNetwork("net", NetworkSpec.of("net"), LABELS);
    String volume = engine.createVolume("data", LABELS);
    String id =
        engine.createContainer(
            ContainerRequest.of(
                "web",
                "nginx:1.22",
                ContainerSpec.of("nginx:1.22").mount(Mount.volume(volume, "/data")),
                LABELS,
                List.of(new Endpoint(network, List.of("web", "www"))),
                Map.of()));
    byte[] text = {'h', 'i'};
    engine.copyIn(
        id,
        List.of(
            FileEntry.file(
                "/greeting", 0644, 0, 0, text.length, () -> new ByteArrayInputStream(text))));
    return id;
  }

  @Test
  void a_container_starts_with_all_that_it_needs_although_each_first_answer_is_lost() {
    try (SimulatedCluster cluster = SimulatedCluster.with(0);
        KubernetesEngine engine = engine(cluster)) {
      cluster.loseFirstAnswers();
      engine.createReaper(
          new ReaperRequest("reaper", "1a2b3c4d5e6f", "one", 0, Duration.ofSeconds(10), LABELS));

      String id = create(engine);
      engine.startContainer(id);

      assertThat(engine.inspectContainer(id).status()).isEqualTo(Status.RUNNING);
      assertThat(cluster.asked())
          .containsEntry("POST jobs", 2)
          .containsEntry("POST services", 4)
          .containsEntry("POST configmaps", 2)
          .containsEntry("POST persistentvolumeclaims", 2)
          .containsEntry("POST secrets", 2)
          .containsEntry("POST pods", 2);
    }
  }
}
