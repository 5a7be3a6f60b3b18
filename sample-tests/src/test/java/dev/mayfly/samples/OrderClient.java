package dev.mayfly.samples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Talks HTTP to the order service as its customers do. */
final class OrderClient {

  private final HttpClient client = HttpClient.newHttpClient();

  /** Places an order and returns where it is found, such as {@code /orders/1}. */
  String post(URI service, String item) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/orders"))
            .POST(BodyPublishers.ofString(item))
            .build();
    return send(request, 201).headers().firstValue("Location").orElseThrow();
  }

  String get(URI service, String place) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(service.resolve(place)).build(), 200).body();
  }

  private HttpResponse<String> send(HttpRequest request, int wanted)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != wanted) {
      throw new IOException(request + " was answered " + response.statusCode() + response.body());
    }
    return response;
  }
}
