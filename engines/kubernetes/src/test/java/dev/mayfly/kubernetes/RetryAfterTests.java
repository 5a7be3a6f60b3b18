package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that has too much to do is asked again when it has said, and not before. */
@EnableKubernetesMockClient
final class RetryAfterTests {

  private static final String POD = "/api/v1/namespaces/ns/pods/web";

  KubernetesMockServer server;
  KubernetesClient client;

  /** When it was asked, by the server's own clock. */
  private final List<Long> asked = new CopyOnWriteArrayList<>();

  private void answer(int status, String retryAfter, Object body) {
    server
        .expect()
        .get()
        .withPath(POD)
        .andReply(
            status,
            request -> {
              asked.add(System.nanoTime());
              return body;
            })
        .withHeader("Retry-After", retryAfter)
        .once();
  }

  private String getPod() {
    answer(200, "0", new PodBuilder().withNewMetadata().withName("web").endMetadata().build());
    try (KubernetesClient asking =
        ApiClients.of(new ConfigBuilder(client.getConfiguration()).build())) {
      return asking.pods().inNamespace("ns").withName("web").get().getMetadata().getName();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void it_is_asked_again_after_the_time_that_it_has_named(int status) {
    answer(status, "1", new StatusBuilder().withCode(status).withMessage("later").build());

    assertThat(getPod()).isEqualTo("web");

    assertThat(asked).hasSize(2);
    assertThat(Duration.ofNanos(asked.get(1) - asked.get(0)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "99999999999999", "Fri, 31 Dec 1999 23:59:59 GMT"})
  void what_names_no_time_is_asked_again_all_the_same(String retryAfter) {
    answer(429, retryAfter, new StatusBuilder().withCode(429).withMessage("later").build());

    assertThat(getPod()).isEqualTo("web");
  }

  private static CompletableFuture<Boolean> refused(int status, int retries) {
    RequestConfig config = new RequestConfigBuilder().withRequestRetryBackoffLimit(retries).build();
    RequestTags tags =
        new RequestTags() {
          @Override
          public <V> V getTag(Class<V> type) {
            return type.cast(config);
          }
        };
    HttpRequest.Builder request = new StandardHttpRequest.Builder().uri("https://cluster.example/");
    return new RetryAfter()
        .afterFailure(
            request,
            new WebSocketUpgradeResponse(
                request.build(), status, Map.of("Retry-After", List.of("3600"))),
            tags);
  }

  @ParameterizedTest
  @CsvSource({"429, 0", "503, 0", "400, 5", "404, 5"})
  void what_is_not_asked_for_again_is_told_at_once(int status, int retries) {
    assertThat(refused(status, retries)).isCompletedWithValue(false);
  }

  @Test
  void a_refusal_is_told_after_five_seconds_at_most() {
    CompletableFuture<Boolean> told = refused(429, 5);

    assertThat(told).isNotDone();
    assertThat(told.join()).isFalse();
  }
}
