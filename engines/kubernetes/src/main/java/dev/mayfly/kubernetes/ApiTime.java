package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What an API server's clock says, in whole seconds: each of its answers has it in its head. */
final class ApiTime {

  private static final int SECONDS = 10;

  private ApiTime() {}

  static Instant of(KubernetesClient client) {
    HttpRequest question =
        client.getHttpClient().newHttpRequestBuilder().url(client.getMasterUrl()).build();
    try {
      HttpResponse<String> answer =
          client.getHttpClient().sendAsync(question, String.class).get(SECONDS, TimeUnit.SECONDS);
      String date = answer.header("Date");
      return date == null
          ? Instant.now()
          : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(0, "Interrupted while asking the cluster for its time.", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new EngineException(0, "The cluster does not tell its time: " + e.getMessage(), e);
    }
  }
}
