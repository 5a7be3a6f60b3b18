package dev.mayfly.wiremock;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What is asked of the server's own interface, past any proxy. */
final class Admin {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Admin() {}

  static void post(URI command) {
    HttpClient client =
        HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(command).timeout(PATIENCE).POST(BodyPublishers.noBody()).build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new MayflyException(
            "WireMock answers POST %s with %d: %s"
                .formatted(command, answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new MayflyException("WireMock does not answer POST " + command + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted while WireMock was asked to POST " + command, e);
    }
  }
}
