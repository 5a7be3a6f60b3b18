package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was made by a request whose answer was lost, against a server that answers as the API. */
@EnableKubernetesMockClient
final class CreationTests {

  private static final String PODS = "/api/v1/namespaces/ns/pods";

  KubernetesMockServer server;
  KubernetesClient client;
  private final CompletableFuture<HasMetadata> made = new CompletableFuture<>();

  private static ObjectMeta meta() {
    Map<String, String> labels = Map.of("dev.mayfly.session", "1a2b");
    return new ObjectMetaBuilder()
        .withName("thing")
        .withLabels(Marks.labels(Kinds.PART, labels))
        .withAnnotations(Marks.annotations("thing", labels))
        .build();
  }

  private static HasMetadata pod() {
    return new PodBuilder().withMetadata(meta()).build();
  }

  static Stream<HasMetadata> all() {
    return Stream.of(
        pod(),
        new ServiceBuilder().withMetadata(meta()).build(),
        new ConfigMapBuilder().withMetadata(meta()).build(),
        new SecretBuilder().withMetadata(meta()).build(),
        new PersistentVolumeClaimBuilder().withMetadata(meta()).build(),
        new JobBuilder().withMetadata(meta()).build());
  }

  private static String path(HasMetadata object) {
    String group = object.getApiVersion().equals("v1") ? "/api/v1" : "/apis/batch/v1";
    return group + "/namespaces/ns/" + object.getPlural();
  }

  private static Status status(int code, String words) {
    return new StatusBuilder().withCode(code).withStatus("Failure").withMessage(words).build();
  }

  /** The first request makes it all the same. */
  private void answerLost(HasMetadata wanted, int then, String words) {
    String path = path(wanted);
    server
        .expect()
        .post()
        .withPath(path)
        .andReply(
            503,
            request -> {
              HasMetadata there = Serialization.unmarshal(request.getUtf8Body(), wanted.getClass());
              there.getMetadata().setUid("first");
              made.complete(there);
              return status(503, "no answer from the storage");
            })
        .once();
    server.expect().post().withPath(path).andReturn(then, status(then, words)).once();
    server.expect().get().withPath(path + "/thing").andReply(200, request -> made.join()).once();
  }

  private HasMetadata create(HasMetadata wanted) {
    return Creation.of(client.resource(wanted).inNamespace("ns"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_was_made_although_the_answer_was_lost_is_there(HasMetadata wanted) {
    answerLost(wanted, 409, "already exists");

    assertThat(create(wanted).getMetadata().getUid()).isEqualTo("first");
  }

  @Test
  void a_quota_that_the_first_try_has_used_up_is_no_matter() {
    HasMetadata wanted = pod();
    answerLost(wanted, 403, "exceeded quota");

    assertThat(create(wanted).getMetadata().getUid()).isEqualTo("first");
  }

  private void refuse(int status, String words) {
    server.expect().post().withPath(PODS).andReturn(status, status(status, words)).once();
  }

  @Test
  void one_of_another_request_is_told_also_if_it_has_the_same_labels() {
    refuse(409, "pods \"thing\" already exists");
    server.expect().get().withPath(PODS + "/thing").andReturn(200, pod()).once();

    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> create(pod()))
        .matches(refusal -> refusal.getCode() == 409)
        .withMessageContaining("already exists");
  }

  @Test
  void one_without_annotations_is_somebody_elses() {
    refuse(409, "pods \"thing\" already exists");
    HasMetadata others = new PodBuilder().withNewMetadata().withName("thing").endMetadata().build();
    server.expect().get().withPath(PODS + "/thing").andReturn(200, others).once();

    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> create(pod()))
        .matches(refusal -> refusal.getCode() == 409);
  }

  @Test
  void a_quota_is_told_if_nothing_was_made() {
    refuse(403, "exceeded quota");

    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> create(pod()))
        .withMessageContaining("exceeded quota");
  }

  @Test
  void who_may_not_look_is_told_the_refusal() {
    refuse(409, "pods \"thing\" already exists");
    server
        .expect()
        .get()
        .withPath(PODS + "/thing")
        .andReturn(403, status(403, "may not look"))
        .once();

    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> create(pod()))
        .withMessageContaining("already exists")
        .satisfies(refusal -> assertThat(refusal.getSuppressed()).hasSize(1));
  }
}
