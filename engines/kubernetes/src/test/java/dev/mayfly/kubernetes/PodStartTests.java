package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A start ends when the cluster says how, against a server that answers as the API does. */
class PodStartTests {

  private static final String PODS = "/api/v1/namespaces/ns/pods";
  private static final String SECRETS = "/api/v1/namespaces/ns/secrets";
  private static final OwnerReference JOB =
      new OwnerReferenceBuilder().withKind("Job").withName("job").withUid("1").build();

  private static final Status FULL =
      new StatusBuilder()
          .withCode(403)
          .withMessage("pods \"web\" is forbidden: exceeded quota: small, limited: pods=1")
          .build();

  private static PodStart start(KubernetesClient client) {
    Owners owners = new Owners(session -> List.of(JOB), (session, made) -> {});
    return new PodStart(
        client,
        "ns",
        "cluster.local",
        owners,
        new Networks(client, "ns", owners),
        new Volumes(client, "ns", owners),
        new FileCarrier(client, "ns", "busybox:1.35"));
  }

  private static Known container() {
    return new Known(
        "web",
        ContainerRequest.of(
            "web",
            "nginx:1.22",
            ContainerSpec.of("nginx:1.22"),
            Map.of("dev.mayfly.session", "1a2b"),
            List.of(),
            Map.of()));
  }

  /** What is refused before there is a pod. */
  @Nested
  @EnableKubernetesMockClient
  class Refusals {

    KubernetesMockServer server;
    KubernetesClient client;

    private static String body(KubernetesMockServer server) {
      try {
        return server.takeRequest().getUtf8Body();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private void refuse(int status, String message) {
      server
          .expect()
          .post()
          .withPath(PODS)
          .andReturn(
              status,
              new StatusBuilder()
                  .withCode(status)
                  .withStatus("Failure")
                  .withReason("Forbidden")
                  .withMessage(message)
                  .build())
          .always();
    }

    @Test
    void a_quota_is_told_in_the_clusters_words() {
      refuse(
          403, "pods \"web\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=9");

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> start(client).run(container(), false))
          .withMessageContainingAll("create pod web", "exceeded quota: small")
          .matches(refusal -> refusal.status() == 403);
    }

    /** What the API server remembers for a moment of a pod that has gone. */
    @Test
    void a_quota_that_still_counts_what_has_gone_is_asked_again() {
      Status other = new StatusBuilder().withCode(403).withMessage("and now no more").build();
      server.expect().post().withPath(PODS).andReturn(403, FULL).times(2);
      server.expect().post().withPath(PODS).andReturn(403, other).once();
      PodStart start = start(client);
      start.hasGone();

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> start.run(container(), false))
          .withMessageContaining("and now no more");
    }

    @Test
    void a_quota_that_is_full_of_what_stays_is_told_at_once() {
      server.expect().post().withPath(PODS).andReturn(403, FULL).once();
      server.expect().post().withPath(PODS).andReturn(500, new Status()).always();

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> start(client).run(container(), false))
          .withMessageContaining("exceeded quota: small");
    }

    /** As a PodSecurityPolicy says it, or a constraint of OpenShift's. */
    @Test
    void a_namespace_that_takes_no_filter_of_system_calls_gets_none() throws Exception {
      server
          .expect()
          .post()
          .withPath(PODS)
          .andReturn(
              403,
              new StatusBuilder()
                  .withCode(403)
                  .withMessage(
                      "pods \"web\" is forbidden: seccomp: Forbidden: seccomp may not be set")
                  .build())
          .once();
      refuse(403, "and now something else");
      Known bound =
          new Known(
              "web",
              ContainerRequest.of(
                  "web",
                  "nginx:1.22",
                  ContainerSpec.of("nginx:1.22").user("1000").dropCapability("ALL"),
                  Map.of(),
                  List.of(),
                  Map.of()));

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> start(client).run(bound, false))
          .withMessageContaining("and now something else");
      List<String> bodies =
          Stream.generate(() -> body(server)).limit(4).filter(body -> !body.isEmpty()).toList();
      assertThat(bodies.get(0)).contains("RuntimeDefault");
      assertThat(bodies.get(1)).doesNotContain("seccomp").contains("runAsNonRoot");
    }

    @Test
    void a_secret_with_files_is_made_before_the_pod_and_belongs_to_the_session() throws Exception {
      server.expect().post().withPath(SECRETS).andReturn(201, new Secret()).always();
      refuse(403, "no pods today");
      Known container = container();
      byte[] text = {'h', 'i'};
      container.add(
          List.of(
              FileEntry.file(
                  "/greeting", 0644, 0, 0, text.length, () -> new ByteArrayInputStream(text))));

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> start(client).run(container, false))
          .withMessageContaining("no pods today");

      RecordedRequest first = server.takeRequest();
      assertThat(first.getPath()).isEqualTo(SECRETS);
      assertThat(Serialization.unmarshal(first.getUtf8Body(), Secret.class))
          .satisfies(
              secret -> {
                assertThat(secret.getData()).containsEntry("file-0", "aGk=");
                assertThat(secret.getMetadata().getOwnerReferences()).containsExactly(JOB);
              });
      assertThat(server.takeRequest().getPath()).isEqualTo(PODS);
    }

    @Test
    void a_missing_right_is_told_with_the_rule_to_add() {
      refuse(
          403,
          "pods is forbidden: User \"ci\" cannot create resource \"pods\" in API group \"\" in the"
              + " namespace \"ns\"");

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> start(client).run(container(), false))
          .withMessageContainingAll("Role", "\"pods\"", "create");
    }
  }

  /** What becomes of a pod that there is. */
  @Nested
  @EnableKubernetesMockClient(crud = true)
  class Statuses {

    KubernetesMockServer server;
    KubernetesClient client;

    private CompletableFuture<Pod> starting() {
      CompletableFuture<Pod> start =
          CompletableFuture.supplyAsync(() -> start(client).run(container(), false));
      await().until(() -> client.pods().inNamespace("ns").withName("web").get() != null);
      return start;
    }

    private static PodStatusBuilder pending(String reason, String message) {
      return new PodStatusBuilder()
          .withPhase("Pending")
          .addNewContainerStatus()
          .withName(PodSpecs.CONTAINER)
          .withNewState()
          .withNewWaiting()
          .withReason(reason)
          .withMessage(message)
          .endWaiting()
          .endState()
          .endContainerStatus();
    }

    @Test
    void it_returns_when_the_process_runs() {
      CompletableFuture<Pod> start = starting();
      MockedPods.become(client, MockedPods.running(), start);

      assertThat(start.join().getStatus().getPhase()).isEqualTo("Running");
    }

    @Test
    void a_server_that_has_too_much_to_do_is_asked_again() {
      server
          .expect()
          .post()
          .withPath(PODS)
          .andReturn(429, new StatusBuilder().withCode(429).withMessage("later").build())
          .times(2);
      CompletableFuture<Pod> start = starting();

      MockedPods.become(client, MockedPods.running(), start);

      assertThat(start.join().getStatus().getPhase()).isEqualTo("Running");
    }

    @Test
    void an_image_that_no_registry_has_ends_the_start_at_once() {
      CompletableFuture<Pod> start = starting();

      MockedPods.become(client, pending("ErrImagePull", "manifest unknown").build(), start);

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(start::join)
          .withMessageContainingAll("web", "ErrImagePull", "manifest unknown");
    }
  }
}
