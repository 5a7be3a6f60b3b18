package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session of a real cluster outlives its connections to the API server. */
@Tag("kubernetes")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LostConnectionOnClusterTests {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int GRACE = 15;
  private static final String CONFIGURATION = "kubeconfig"; // as KUBECONFIG, for the client

  private static final ContainerSpec WEB =
      ContainerSpec.of("busybox:1.35")
          .command("sh", "-c", "echo hello >/tmp/index.html && exec httpd -f -p 8080 -h /tmp")
          .expose(8080)
          .readyWhen(ReadyWhen.http("/"));

  private final KubernetesClient client = new KubernetesClientBuilder().build();

  @AfterEach
  void close() {
    System.clearProperty(CONFIGURATION);
    client.close();
  }

  private static Containers open() {
    return Containers.open(
        Settings.of(
            Map.of(
                "mayfly.engine", "kubernetes",
                "mayfly.report", "off",
                "mayfly.reaper.grace", GRACE + "s")));
  }

  private List<Job> jobs(Containers containers) {
    return client
        .batch()
        .v1()
        .jobs()
        .withLabel("dev.mayfly.session", containers.sessionId())
        .list()
        .getItems();
  }

  private Job held(Containers containers) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> jobs(containers).stream().filter(SessionJob::isHeld).count() == 1);
    return jobs(containers).get(0);
  }

  private static String read(RunningContainer web) throws IOException {
    URI page = URI.create("http://127.0.0.1:" + web.port(8080) + "/");
    return new String(page.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** One Job again, another one; and what it would have taken along is there after the grace. */
  private void requireToLiveOn(Containers containers, RunningContainer web, Job first)
      throws Exception {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(jobs(containers))
                    .singleElement()
                    .matches(SessionJob::isHeld)
                    .extracting(job -> job.getMetadata().getUid())
                    .isNotEqualTo(first.getMetadata().getUid()));
    requireToStay(containers, web);
  }

  private void requireToStay(Containers containers, RunningContainer web) {
    await()
        .during(Duration.ofSeconds(2 * GRACE))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(jobs(containers)).singleElement().matches(SessionJob::isHeld);
              assertThat(read(web)).isEqualTo("hello\n");
            });
  }

  private void requireNothingLeft(String session) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                client.pods().withLabel("dev.mayfly.session", session).list().getItems().isEmpty()
                    && client
                        .batch()
                        .v1()
                        .jobs()
                        .withLabel("dev.mayfly.session", session)
                        .list()
                        .getItems()
                        .isEmpty());
  }

  @Test
  void connections_that_a_proxy_cuts_end_no_session(@TempDir Path folder) throws Exception {
    URI api = URI.create(client.getConfiguration().getMasterUrl());
    String session;
    try (CutProxy proxy = CutProxy.to(api.getHost(), api.getPort())) {
      Path configuration = folder.resolve("config");
      Files.writeString(
          configuration,
          Files.readString(Path.of(System.getenv("KUBECONFIG")))
              .replace(api.getAuthority(), "127.0.0.1:" + proxy.port()));
      System.setProperty(CONFIGURATION, configuration.toString());
      try (Containers containers = open()) {
        session = containers.sessionId();
        RunningContainer web = containers.start(WEB);
        Job first = held(containers);

        proxy.cut();

        assertThat(read(web)).isEqualTo("hello\n");
        requireToLiveOn(containers, web, first);
      }
    }
    requireNothingLeft(session);
  }

  @Test
  void an_api_server_that_is_started_again_ends_no_session() throws Exception {
    String session;
    try (Containers containers = open()) {
      session = containers.sessionId();
      RunningContainer web = containers.start(WEB);
      Job first = held(containers);

      onNode("kill -KILL $(pidof kube-apiserver)");

      requireToLiveOn(containers, web, first);
      assertThat(containers.start(WEB).exec("true").exitCode()).isZero();
    }
    requireNothingLeft(session);
  }

  @Test
  void an_api_server_that_stands_still_for_a_while_ends_no_session() throws Exception {
    String session;
    try (Containers containers = open()) {
      session = containers.sessionId();
      RunningContainer web = containers.start(WEB);
      held(containers);

      onNode("kill -STOP $(pidof kube-apiserver)");
      TimeUnit.SECONDS.sleep(GRACE / 2);
      onNode("kill -CONT $(pidof kube-apiserver)");

      requireToStay(containers, web);
    }
    requireNothingLeft(session);
  }

  /** Runs a script among the processes of the node that the tests' cluster has. */
  private static void onNode(String script) throws Exception {
    String host = System.getenv("TESTED_NODE_HOST");
    assumeThat(host).as("TESTED_NODE_HOST, see testing/engines/kubernetes").isNotNull();
    Process docker =
        new ProcessBuilder(
                "docker",
                "--host",
                host,
                "run",
                "--rm",
                "--network",
                "none",
                "--pid",
                "host",
                "busybox:1.35",
                "sh",
                "-c",
                script)
            .inheritIO()
            .start();
    assertThat(docker.waitFor()).isZero();
  }
}
