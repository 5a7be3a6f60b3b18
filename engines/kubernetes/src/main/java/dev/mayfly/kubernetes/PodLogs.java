package dev.mayfly.kubernetes;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Reads what pods have logged.
 *
 * <p>A cluster does not tell standard output from standard error: all lines are of standard output.
 * It knows moments by whole seconds, so what is too early is left out here.
 *
 * <p>Logs that are followed last, and so each has a connection of its own. Thread-safe.
 */
final class PodLogs implements AutoCloseable {

  private static final int NOT_BEGUN = 400;

  private final KubernetesClient client;
  private final String namespace;
  private final HttpClient http;

  /**
   * @param client of the cluster
   * @param namespace of the pods
   */
  PodLogs(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    this.http = ApiClients.unshared(client.getConfiguration());
  }

  /** What {@link dev.mayfly.engine.ContainerEngine#readLogs} asks for; nothing before a start. */
  void read(String pod, Instant since, int tail, Consumer<LogLine> lines) {
    String what = "read the log of container " + pod;
    try (InputStream log = open(what, pod, since, lastLines(tail))) {
      LogText.read(
          log,
          line -> {
            if (!line.time().isBefore(since)) {
              lines.accept(line);
            }
          });
    } catch (EngineException e) {
      if (e.status() != NOT_BEGUN) {
        throw e;
      }
    } catch (IOException e) {
      throw ApiErrors.lost(what, e);
    }
  }

  /**
   * What {@link dev.mayfly.engine.ContainerEngine#followLogs} asks for. It goes on where the
   * cluster ends it early, as API servers do that are started again.
   */
  LogSubscription follow(String pod, Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    return PodLogFollower.start(this, pod, since, 0, lines, atEnd);
  }

  /** The same from the last lines on, of which there are at most so many. */
  LogSubscription followTail(String pod, int tail, Consumer<LogLine> lines, Runnable atEnd) {
    return PodLogFollower.start(this, pod, Instant.EPOCH, tail, lines, atEnd);
  }

  /**
   * The log from then on, and what comes; of a silent container an old cluster says nothing.
   *
   * @param tail how many lines of what is there already, the last ones; 0 for all
   */
  InputStream following(String pod, Instant since, int tail) {
    return open("follow the log of container " + pod, pod, since, "&follow=true" + lastLines(tail));
  }

  private static String lastLines(int tail) {
    return tail > 0 ? "&tailLines=" + tail : "";
  }

  private InputStream open(String what, String pod, Instant since, String more) {
    HttpRequest request = http.newHttpRequestBuilder().uri(address(pod, since, more)).build();
    CompletableFuture<HttpResponse<InputStream>> answer =
        http.sendAsync(request, InputStream.class);
    try {
      HttpResponse<InputStream> response = answer.get();
      if (response.isSuccessful()) {
        return response.body();
      }
      throw refusal(what, response);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw ApiErrors.interrupted(what, e);
    } catch (ExecutionException | IOException e) {
      throw ApiErrors.lost(what, e);
    }
  }

  private static EngineException refusal(String what, HttpResponse<InputStream> response)
      throws IOException {
    try (InputStream body = response.body()) {
      String words = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return ApiErrors.of(what, response.code(), words);
    }
  }

  private URI address(String pod, Instant since, String more) {
    String from =
        since.equals(Instant.EPOCH) ? "" : "&sinceTime=" + since.truncatedTo(ChronoUnit.SECONDS);
    return Addresses.of(
        client,
        namespace,
        pod,
        "log?timestamps=true&container=" + PodAttach.CONTAINER + from + more);
  }

  /** Whether more can come to a pod's log. */
  boolean goesOn(String pod) {
    try {
      Pod now = client.pods().inNamespace(namespace).withName(pod).get();
      return now != null
          && now.getStatus().getContainerStatuses().stream()
              .allMatch(one -> one.getState().getTerminated() == null);
    } catch (KubernetesClientException e) {
      // One that is away, starts, or knows this account no more: what is there is seen later.
      return e.getCode() != ApiErrors.NOT_FOUND;
    }
  }

  /** Nothing more can be read. */
  @Override
  public void close() {
    http.close();
  }
}
