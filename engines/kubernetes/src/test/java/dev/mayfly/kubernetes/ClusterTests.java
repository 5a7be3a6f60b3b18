package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users write runs in a real cluster, by one setting. */
@Tag("kubernetes")
class ClusterTests {

  private static final ContainerSpec SLEEPER =
      ContainerSpec.of("busybox:1.35").command("sleep", "1h");

  private static Containers open() {
    Map<String, String> settings = Map.of("mayfly.engine", "kubernetes", "mayfly.report", "off");
    return Containers.open(Settings.load(name -> Optional.ofNullable(settings.get(name))));
  }

  private static List<EngineResource> leftOf(String session) {
    try (KubernetesEngine engine =
        KubernetesEngine.open(new ClusterAddress("", ""), name -> Optional.empty())) {
      return Stream.of(Kind.values())
          .flatMap(kind -> engine.list(kind, "dev.mayfly.session", session).stream())
          .toList();
    }
  }

  @Test
  void a_container_finds_another_by_its_name_and_the_test_finds_both() throws IOException {
    String session;
    try (Containers containers = open()) {
      session = containers.sessionId();
      GenericContainer web = containers.start("web", GenericContainer.of("nginx:1.22").expose(80));
      RunningContainer client = containers.start(SLEEPER);

      assertThat(client.exec("wget", "-q", "-O", "-", "http://web/").orThrow().stdout())
          .contains("<html");
      assertThat(web.url(80).toURL().openStream().readAllBytes()).isNotEmpty();
      assertThat(web.running().logs()).contains("GET / HTTP/1.1");
    }
    await().untilAsserted(() -> assertThat(leftOf(session)).isEmpty());
  }

  @Test
  void a_database_begins_with_the_files_that_it_is_given() {
    ContainerSpec postgres =
        ContainerSpec.of("postgres:15")
            .secretEnv("POSTGRES_PASSWORD", "pa$$(HOME)word")
            .expose(5432)
            .copy(
                FileSource.text("CREATE TABLE orders (id int); INSERT INTO orders VALUES (42);"),
                "/docker-entrypoint-initdb.d/orders.sql")
            .readyWhen(
                ReadyWhen.log(".*database system is ready to accept connections.*").times(2));
    try (Containers containers = open()) {
      RunningContainer db = containers.start(postgres);

      assertThat(
              db.exec("psql", "-U", "postgres", "-Atc", "SELECT id FROM orders").orThrow().stdout())
          .isEqualTo("42\n");
      assertThat(db.exec("printenv", "POSTGRES_PASSWORD").stdout()).isEqualTo("pa$$(HOME)word\n");
    }
  }

  @Test
  void a_secret_with_files_is_there_as_long_as_its_container() {
    try (Containers containers = open();
        KubernetesClient client = new KubernetesClientBuilder().build()) {
      Supplier<List<Secret>> secrets =
          () ->
              client
                  .secrets()
                  .withLabel("dev.mayfly.session", containers.sessionId())
                  .list()
                  .getItems();
      RunningContainer box = containers.start(SLEEPER.copy(FileSource.text("hello"), "/greeting"));
      assertThat(box.exec("cat", "/greeting").orThrow().stdout()).isEqualTo("hello");

      box.restart(Duration.ofSeconds(1));

      assertThat(box.exec("cat", "/greeting").orThrow().stdout()).isEqualTo("hello");
      assertThat(secrets.get())
          .singleElement()
          .satisfies(
              secret ->
                  assertThat(secret.getMetadata().getOwnerReferences())
                      .extracting(OwnerReference::getKind)
                      .containsExactly("Job"));

      box.close();

      assertThat(secrets.get()).isEmpty();
    }
  }

  @Test
  void a_restart_keeps_the_port() throws IOException {
    try (Containers containers = open()) {
      RunningContainer redis = containers.start(ContainerSpec.of("redis:7.0").expose(6379));
      int port = redis.port(6379);
      assertThat(ping(port)).isEqualTo("+PONG");

      redis.restart(Duration.ofSeconds(5));

      assertThat(redis.port(6379)).isEqualTo(port);
      assertThat(ping(port)).isEqualTo("+PONG");
    }
  }

  private static String ping(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void an_image_that_can_not_be_pulled_fails_with_the_clusters_words() {
    try (Containers containers = open()) {
      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> containers.start(ContainerSpec.of("127.0.0.1:1/nobody/nothing:1")))
          .withMessageContainingAll("ErrImagePull", "127.0.0.1:1/nobody/nothing:1");
    }
  }

  @Test
  void a_pod_that_fits_nowhere_fails_with_the_schedulers_words() {
    try (Containers containers = open()) {
      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> containers.start(SLEEPER.memory(1L << 50)))
          .withMessageContainingAll("Unschedulable", "Insufficient memory");
    }
  }

  @Test
  void what_a_cluster_can_not_do_is_refused_before_anything_is_started() {
    try (Containers containers = open()) {
      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> containers.start(SLEEPER.privileged()))
          .withCauseInstanceOf(DeclarationException.class)
          .withMessageContainingAll("privileged", "kubernetes://");
      assertThat(leftOf(containers.sessionId())).isEmpty();
    }
  }

  @Test
  void two_sessions_in_one_namespace_use_the_same_name() {
    try (Containers one = open();
        Containers two = open()) {
      one.start("web", GenericContainer.of("nginx:1.22").expose(80));
      two.start("web", GenericContainer.of("redis:7.0").expose(6379));

      RunningContainer client = one.start(SLEEPER);

      assertThat(client.exec("wget", "-q", "-O", "-", "http://web/").exitCode()).isZero();
    }
  }
}
