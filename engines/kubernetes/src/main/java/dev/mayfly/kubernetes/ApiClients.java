package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/** Makes clients of an API server, which ask again what it refuses for a moment. */
final class ApiClients {

  private static final int RETRIES = 5;

  private ApiClients() {}

  /** One whose retries are set in the configuration, too. */
  static KubernetesClient of(Config config) {
    config.setRequestRetryBackoffLimit(RETRIES);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor(RetryAfter.NAME, new RetryAfter()))
        .build();
  }

  /**
   * One that has a connection for each answer, however many come at once: on a shared one a server
   * takes so many questions, and the JDK's client refuses all others.
   */
  static HttpClient unshared(Config config) {
    return new JdkHttpClientFactory()
        .newBuilder(config)
        .addOrReplaceInterceptor(RetryAfter.NAME, new RetryAfter())
        .preferHttp11()
        .build();
  }
}
