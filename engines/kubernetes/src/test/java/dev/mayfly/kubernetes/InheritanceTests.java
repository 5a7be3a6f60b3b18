package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.ReaperRequest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session has outlives the Job that held it, however busy the API server is. */
@EnableKubernetesMockClient(crud = true)
final class InheritanceTests {

  private static final String NAMESPACE = "tests";
  private static final String SESSION = "1a2b3c4d5e6f";
  private static final String LISTING =
      "/api/v1/namespaces/tests/%s?labelSelector=dev.mayfly.session%%3D" + SESSION;
  private static final int GRACE = 10;

  KubernetesMockServer server;
  KubernetesClient client;
  private KubernetesClient impatient;
  private Inheritance inheritance;
  private Job old;
  private Job next;

  /** What was asked for; this server can't merge as the API does. */
  private final List<String> patches = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    Config config =
        new ConfigBuilder(client.getConfiguration()).withRequestRetryBackoffLimit(0).build();
    impatient = new KubernetesClientBuilder().withConfig(config).build();
    inheritance = new Inheritance(impatient, NAMESPACE, SESSION);
    old = job("old");
    next = job("next");
    client
        .configMaps()
        .inNamespace(NAMESPACE)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("volume")
                .addToLabels("dev.mayfly.session", SESSION)
                .withOwnerReferences(SessionJob.owner(old))
                .endMetadata()
                .build())
        .create();
    server
        .expect()
        .patch()
        .withPath("/api/v1/namespaces/tests/configmaps/volume")
        .andReply(
            200,
            request -> {
              patches.add(request.getUtf8Body());
              return new ConfigMap();
            })
        .always();
    inheritance.left(old);
  }

  @AfterEach
  void close() {
    inheritance.close();
    impatient.close();
  }

  private Job job(String name) {
    ReaperRequest request =
        new ReaperRequest(name, SESSION, name, 0, Duration.ofSeconds(GRACE), Map.of());
    return new JobsApi(client, NAMESPACE).create(SessionJob.of(request, "busybox:1.35"));
  }

  private Job there(String name) {
    return client.batch().v1().jobs().inNamespace(NAMESPACE).withName(name).get();
  }

  private void refuse(String kind, int status, int times) {
    server
        .expect()
        .get()
        .withPath(LISTING.formatted(kind))
        .andReturn(
            status,
            new StatusBuilder()
                .withCode(status)
                .withMessage("no " + kind + " now")
                .withNewDetails()
                .withRetryAfterSeconds(status == 429 ? 1 : null)
                .endDetails()
                .build())
        .times(times);
  }

  @Test
  void a_successor_owns_all_and_its_predecessor_goes() {
    inheritance.complete(next);

    assertThat(patches).singleElement().asString().contains("\"name\":\"next\"");
    assertThat(there("old")).isNull();
    assertThat(there("next")).isNotNull();
  }

  @Test
  void a_successor_that_has_ended_meanwhile_takes_no_predecessor_along() {
    client.batch().v1().jobs().inNamespace(NAMESPACE).withName("next").delete();

    inheritance.complete(next);

    assertThat(there("old").getSpec().getTtlSecondsAfterFinished()).isGreaterThan(GRACE);
  }

  @Test
  void a_busy_server_is_asked_again_before_the_predecessor_goes() {
    refuse("configmaps", 429, 2);
    refuse("services", 500, 1);

    inheritance.complete(next);

    assertThat(patches).singleElement().asString().contains("\"name\":\"next\"");
    assertThat(there("old")).isNull();
  }

  @Test
  void what_can_not_be_given_keeps_its_owner_for_a_time() {
    refuse("configmaps", 403, 1_000);

    inheritance.complete(next);

    assertThat(patches).isEmpty();
    assertThat(there("old").getSpec().getTtlSecondsAfterFinished()).isGreaterThan(GRACE);
  }

  @Test
  void a_predecessor_stays_longer_from_the_first_refusal_on_and_goes_when_all_is_given() {
    refuse("pods", 503, 1);

    inheritance.begin(next);
    assertThat(there("old").getSpec().getTtlSecondsAfterFinished()).isGreaterThan(GRACE);

    inheritance.complete(next);
    assertThat(there("old")).isNull();
  }

  @Test
  void who_may_have_no_secrets_has_none_to_be_given() {
    refuse("secrets", 403, 1_000);

    inheritance.complete(next);

    assertThat(there("old")).isNull();
  }

  @Test
  void nothing_is_asked_for_any_more_when_the_session_is_over() {
    refuse("configmaps", 500, 2);
    inheritance.close();

    inheritance.complete(next);

    assertThat(there("old")).as("what a third try would have removed").isNotNull();
  }
}
