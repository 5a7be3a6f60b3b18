package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.server.mock.StatusMessage;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What carries files into a pod, and what it does when a cluster does not let it. */
@EnableKubernetesMockClient
final class FileCarrierTests {

  private static final String POD = "/api/v1/namespaces/tests/pods/web";
  private static final StartFiles LARGE = files(StartFiles.SECRET + 1);

  KubernetesMockServer server;
  KubernetesClient client;
  private FileCarrier carrier;

  @BeforeEach
  void open() {
    carrier = new FileCarrier(client, "tests", "tools:1");
  }

  private static StartFiles files(int size) {
    return StartFiles.none()
        .with(
            List.of(
                FileEntry.file(
                    "/a", 0600, 7, 8, size, () -> new ByteArrayInputStream(new byte[size]))));
  }

  private static Pod pod(boolean waits) {
    ContainerStateBuilder state = new ContainerStateBuilder();
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .endMetadata()
        .withNewStatus()
        .addNewInitContainerStatus()
        .withName(FileCarrier.CONTAINER)
        .withState(
            waits
                ? state.withNewRunning().endRunning().build()
                : state.withNewTerminated().withExitCode(0).endTerminated().build())
        .endInitContainerStatus()
        .endStatus()
        .build();
  }

  private String address() throws Exception {
    String length = String.valueOf(new TarSource(LARGE.carried(), Instant.EPOCH).length());
    StringBuilder query = new StringBuilder(POD + "/exec?");
    for (String word : List.of("sh", "-c", FileCarrier.UNPACK, "mayfly", length)) {
      query.append("command=").append(URLEncoder.encode(word, StandardCharsets.UTF_8)).append('&');
    }
    return query + "container=files&stdin=true&stdout=true&stderr=true&tty=false";
  }

  private void refuse(int times) throws Exception {
    server
        .expect()
        .withPath(address())
        .andReturn(403, new StatusBuilder().withCode(403).withMessage("no node today").build())
        .times(2 * times); // once as a WebSocket, once for its words
  }

  @Test
  void only_a_pod_of_large_files_waits_for_them() {
    PodSpec plain = pod(null);

    assertThat(carrier.prepared(plain, files(10))).isEqualTo(plain);
    assertThat(carrier.prepared(plain, LARGE).getInitContainers())
        .singleElement()
        .satisfies(
            init -> {
              assertThat(init.getImage()).isEqualTo("tools:1");
              assertThat(init.getSecurityContext()).isNull(); // root gives files their owners
              assertThat(init.getVolumeMounts())
                  .extracting("name")
                  .containsExactly(LARGE.volumes().get(0).getName());
            });
  }

  private static PodSpec pod(@Nullable SecurityContext security) {
    return new PodSpecBuilder()
        .addNewContainer()
        .withName(PodSpecs.CONTAINER)
        .withSecurityContext(security)
        .endContainer()
        .build();
  }

  @Test
  void where_no_root_may_be_files_are_the_containers_users() {
    SecurityContext restricted =
        new SecurityContextBuilder().withRunAsUser(7L).withRunAsNonRoot(true).build();
    SecurityContext some = new SecurityContextBuilder().withRunAsUser(7L).build();

    assertThat(carrier.prepared(pod(restricted), LARGE).getInitContainers().get(0))
        .extracting(Container::getSecurityContext)
        .isEqualTo(restricted);
    assertThat(carrier.prepared(pod(some), LARGE).getInitContainers().get(0))
        .extracting(Container::getSecurityContext)
        .isNull();
  }

  @Test
  void a_try_that_is_refused_is_made_again_as_long_as_the_pod_waits() throws Exception {
    refuse(1);
    server.expect().get().withPath(POD).andReturn(200, pod(true)).once();
    server
        .expect()
        .withPath(address())
        .andUpgradeToWebSocket()
        .open(new StatusMessage(new StatusBuilder().withStatus("Success").build()))
        .done()
        .once();

    carrier.send("web", LARGE);

    assertThat(server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void a_pod_that_waits_no_more_is_sent_nothing() throws Exception {
    refuse(1);
    server.expect().get().withPath(POD).andReturn(200, pod(false)).once();

    carrier.send("web", LARGE);

    RecordedRequest last = null;
    for (int i = 0; i < server.getRequestCount(); i++) {
      last = server.takeRequest();
    }
    assertThat(last.getPath()).isEqualTo(POD);
  }

  @Test
  void the_third_refusal_is_told() throws Exception {
    refuse(3);
    server.expect().get().withPath(POD).andReturn(200, pod(true)).always();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> carrier.send("web", LARGE))
        .withMessageContaining("no node today");
  }
}
