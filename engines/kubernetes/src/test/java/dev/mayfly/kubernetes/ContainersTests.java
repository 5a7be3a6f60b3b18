package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails halfway can be done again: a start, a stop, a removal. */
@EnableKubernetesMockClient(crud = true)
class ContainersTests {

  private static final String PODS = "/api/v1/namespaces/ns/pods";

  private KubernetesMockServer server;
  private KubernetesClient client;
  private KubernetesEngine engine;

  @BeforeEach
  void open() {
    server.setVersionInfo(
        new VersionInfo.Builder().withMajor("1").withMinor("30").withGitVersion("v1.30").build());
    Config config =
        new ConfigBuilder(client.getConfiguration()).withRequestRetryBackoffLimit(0).build();
    engine = MockedEngine.of(new KubernetesClientBuilder().withConfig(config).build());
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private String create(Endpoint... networks) {
    return engine.createContainer(
        ContainerRequest.of(
            "web",
            "nginx:1.22",
            ContainerSpec.of("nginx:1.22").expose(80),
            Map.of("purpose", "test"),
            List.of(networks),
            Map.of()));
  }

  private Pod pod() {
    return client.pods().inNamespace("ns").withName("web").get();
  }

  private CompletableFuture<Void> starting() {
    return CompletableFuture.runAsync(() -> engine.startContainer("web"));
  }

  private static PodStatus unpulled() {
    return new PodStatusBuilder()
        .withPhase("Pending")
        .addNewContainerStatus()
        .withName(PodSpecs.CONTAINER)
        .withNewState()
        .withNewWaiting("manifest unknown", "ErrImagePull")
        .endState()
        .endContainerStatus()
        .build();
  }

  private void run() {
    CompletableFuture<Void> start = starting();
    MockedPods.become(client, MockedPods.running(), start);
    start.join();
  }

  private static io.fabric8.kubernetes.api.model.Status refusal(int status, String words) {
    return new StatusBuilder().withCode(status).withMessage(words).build();
  }

  @Test
  void a_start_after_one_whose_pod_could_not_run_makes_another_pod() {
    create();
    CompletableFuture<Void> failed = starting();
    MockedPods.become(client, unpulled(), failed);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(failed::join)
        .withMessageContaining("manifest unknown");
    String first = pod().getMetadata().getUid();

    CompletableFuture<Void> next = starting();
    await().until(() -> pod() != null && !pod().getMetadata().getUid().equals(first));
    MockedPods.become(client, MockedPods.running(), next);
    next.join();

    assertThat(engine.inspectContainer("web").status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void a_container_whose_pod_was_refused_is_there_and_can_be_started() {
    String id = create();
    server.expect().post().withPath(PODS).andReturn(403, refusal(403, "exceeded quota")).once();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.startContainer(id))
        .withMessageContaining("exceeded quota");

    assertThat(engine.inspectContainer(id).status()).isEqualTo(Status.CREATED);
    engine.stopContainer(id, Duration.ofSeconds(1));
    run();

    assertThat(engine.inspectContainer(id).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void a_stop_that_was_refused_changes_nothing_and_can_be_repeated() {
    String id = create();
    run();
    String uid = pod().getMetadata().getUid();
    server.expect().delete().withPath(PODS + "/web").andReturn(500, refusal(500, "no")).once();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.stopContainer(id, Duration.ofSeconds(1)));

    assertThat(engine.inspectContainer(id).status()).isEqualTo(Status.RUNNING);
    engine.startContainer(id);
    assertThat(pod().getMetadata().getUid()).isEqualTo(uid);
    engine.stopContainer(id, Duration.ofSeconds(1));

    assertThat(engine.inspectContainer(id).status()).isEqualTo(Status.EXITED);
    assertThat(pod()).isNull();
  }

  /** As after a stop whose answer did not come. */
  @Test
  void a_pod_that_went_unseen_after_it_was_asked_to_has_ended() {
    String id = create();
    run();
    server.expect().delete().withPath(PODS + "/web").andReturn(504, refusal(504, "slow")).once();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.stopContainer(id, Duration.ofSeconds(1)));
    client.pods().inNamespace("ns").withName("web").delete();

    engine.stopContainer(id, Duration.ofSeconds(1));

    assertThat(engine.inspectContainer(id))
        .matches(state -> state.status() == Status.EXITED && state.exitCode() == 137);
    run();
    assertThat(engine.inspectContainer(id).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void of_a_log_a_stop_asks_for_the_lines_that_it_keeps() {
    String id = create();
    run();
    server
        .expect()
        .get()
        .withPath(PODS + "/web/log?timestamps=true&container=main&follow=true&tailLines=2000")
        .andReturn(200, "2026-01-02T03:04:05.5Z last words\n")
        .once();

    engine.stopContainer(id, Duration.ofSeconds(1));

    List<String> lines = new ArrayList<>();
    engine.readLogs(id, Instant.EPOCH, 0, line -> lines.add(line.text()));
    assertThat(lines).containsExactly("last words");
  }

  @Test
  void a_removal_that_was_refused_halfway_is_finished_by_the_next() {
    String network = engine.createNetwork("net", NetworkSpec.of("net"), Map.of());
    String id = create(new Endpoint(network, List.of("web", "www")));
    run();
    assertThat(client.services().inNamespace("ns").withName("www").get()).isNotNull();
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/ns/services?labelSelector=mayfly.dev%2Fcontainer%3Dweb")
        .andReturn(500, refusal(500, "no"))
        .once();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.remove(Kind.CONTAINER, id));

    engine.remove(Kind.CONTAINER, id);

    assertThat(client.services().inNamespace("ns").withName("www").get()).isNull();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.inspectContainer(id))
        .matches(EngineException::isNotFound);
  }
}
