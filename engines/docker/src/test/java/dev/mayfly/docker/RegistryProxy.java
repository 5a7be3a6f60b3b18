package dev.mayfly.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Stands before a registry and does to some requests what networks and registries do. */
final class RegistryProxy implements AutoCloseable {

  /** What becomes of a request; false if it is to go on to the registry. */
  @FunctionalInterface
  interface Fault {
    boolean befalls(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final PlainPort port;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String registry;
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  RegistryProxy(String registry) throws IOException {
    this.registry = registry;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    port = new PlainPort(0, server.getAddress().getPort());
  }

  String host() {
    return "127.0.0.1:" + port.number();
  }

  /** What was asked, as {@code GET /v2/app/manifests/1}. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Does something to the next download from such a path, once. */
  RegistryProxy once(String path, Fault fault) {
    faults.add(
        new Fault() {
          @Override
          public boolean befalls(HttpExchange exchange) throws IOException {
            return exchange.getRequestMethod().equals("GET")
                && isOf(path).test(exchange)
                && faults.remove(this)
                && fault.befalls(exchange);
          }
        });
    return this;
  }

  /** Does it to all of them. */
  RegistryProxy always(String path, Fault fault) {
    faults.add(exchange -> isOf(path).test(exchange) && fault.befalls(exchange));
    return this;
  }

  private static Predicate<HttpExchange> isOf(String path) {
    return exchange -> exchange.getRequestURI().getPath().contains(path);
  }

  /** Refuses, in the words that registries have. */
  static Fault refuse(int status, String code, String message) {
    return exchange -> {
      byte[] body =
          "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}"
              .formatted(code, message)
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (status == 429) {
        exchange.getResponseHeaders().set("Retry-After", "1");
      }
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
      if (!isHead) {
        exchange.getResponseBody().write(body);
      }
      exchange.close();
      return true;
    };
  }

  /** Answers with other bytes than the registry has. */
  static Fault replace(String type, byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, isHead ? -1 : body.length);
      if (!isHead) {
        exchange.getResponseBody().write(body);
      }
      exchange.close();
      return true;
    };
  }

  /** Takes its time before it goes on. */
  static Fault slow(long millis) {
    return exchange -> {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    };
  }

  /** Sends the first half of what the registry has, and ends the connection. */
  Fault cut() {
    return exchange -> {
      HttpResponse<byte[]> whole = fetched(exchange);
      headers(exchange, whole);
      exchange.sendResponseHeaders(whole.statusCode(), whole.body().length);
      exchange.getResponseBody().write(whole.body(), 0, whole.body().length / 2);
      exchange.getResponseBody().flush();
      exchange.close();
      return true;
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    for (Fault fault : faults) {
      if (fault.befalls(exchange)) {
        return;
      }
    }
    HttpResponse<byte[]> whole = fetched(exchange);
    headers(exchange, whole);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (isHead) {
      whole
          .headers()
          .firstValue("Content-Length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
    }
    int length = whole.body().length;
    exchange.sendResponseHeaders(whole.statusCode(), isHead || length == 0 ? -1 : length);
    if (!isHead) {
      exchange.getResponseBody().write(whole.body());
    }
    exchange.close();
  }

  private HttpResponse<byte[]> fetched(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + registry + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.noBody());
    for (String name : List.of("Accept", "Authorization", "Range")) {
      exchange
          .getRequestHeaders()
          .getOrDefault(name, List.of())
          .forEach(value -> request.header(name, value));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void headers(HttpExchange exchange, HttpResponse<byte[]> whole) {
    for (String name :
        List.of("Content-Type", "Docker-Content-Digest", "WWW-Authenticate", "Content-Range")) {
      whole
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
    }
  }

  @Override
  public void close() throws IOException {
    port.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
