package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who waits for a pod hears of it, also when the API server has forgotten what was before. */
@EnableKubernetesMockClient
class PodWatchTests {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PODS = "/api/v1/namespaces/ns/pods";
  private static final String WATCH =
      PODS
          + "?allowWatchBookmarks=true&fieldSelector=metadata.name%%3Dweb&resourceVersion=%s"
          + "&watch=true";

  KubernetesMockServer server;
  KubernetesClient client;

  private static Pod pod(String version) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .withResourceVersion(version)
        .endMetadata()
        .withNewStatus()
        .endStatus()
        .build();
  }

  private void watch(String version, WatchEvent event) {
    server
        .expect()
        .get()
        .withPath(WATCH.formatted(version))
        .andUpgradeToWebSocket()
        .open()
        .waitFor(10)
        .andEmit(event)
        .done()
        .once();
  }

  private void list(String version, Pod... pods) {
    server
        .expect()
        .get()
        .withPath(PODS + "?fieldSelector=metadata.name%3Dweb")
        .andReturn(
            200,
            new PodListBuilder()
                .withNewMetadata()
                .withResourceVersion(version)
                .endMetadata()
                .withItems(pods)
                .build())
        .once();
  }

  private static WatchEvent expired() {
    return new WatchEvent(
        new StatusBuilder()
            .withCode(410)
            .withReason("Expired")
            .withMessage("too old resource version: 1 (5)")
            .build(),
        "ERROR");
  }

  @Test
  void a_watch_that_has_expired_goes_on_from_what_is_there_now() {
    watch("1", expired());
    list("5", pod("4"));
    watch("5", new WatchEvent(pod("6"), "DELETED"));

    try (PodWatch watch = PodWatch.after(client, "ns", pod("1"))) {
      assertThat(watch.next(PATIENCE).orElseThrow())
          .matches(now -> !now.isGone() && !now.isLost())
          .extracting(now -> now.pod().getMetadata().getResourceVersion())
          .isEqualTo("4");
      assertThat(watch.next(PATIENCE).orElseThrow().isGone()).isTrue();
    }
  }

  @Test
  void a_watch_that_expires_again_and_again_without_news_is_silence() {
    watch("1", expired());
    list("5", pod("1"));
    watch("5", expired());
    list("6", pod("1"));
    watch("6", new WatchEvent(pod("7"), "MODIFIED"));

    try (PodWatch watch = PodWatch.after(client, "ns", pod("1"))) {
      assertThat(watch.next(PATIENCE).orElseThrow().pod().getMetadata().getResourceVersion())
          .isEqualTo("7");
    }
  }

  @Test
  void a_pod_that_has_gone_meanwhile_is_gone() {
    watch("1", expired());
    list("5");

    try (PodWatch watch = PodWatch.after(client, "ns", pod("1"))) {
      assertThat(watch.next(PATIENCE).orElseThrow().isGone()).isTrue();
    }
  }
}
