package dev.mayfly.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each question of the engine's API as the test says, and else with 404. */
final class AnsweringEngine implements AutoCloseable {

  private static final String VERSION = "1.41";

  private final HttpServer server;
  private final Transport transport;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private AnsweringEngine() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    EngineAddress address = EngineAddress.tcp("127.0.0.1", server.getAddress().getPort());
    transport = new Transport(address, Limits.usual());
  }

  static AnsweringEngine start() throws IOException {
    return new AnsweringEngine();
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String path = uri.getPath().substring("/v".length() + VERSION.length());
    asked.add(path);
    Optional<String> refusal =
        refusals.keySet().stream()
            .filter(query -> String.valueOf(uri.getQuery()).contains(query))
            .findFirst();
    if (refusal.isPresent()) {
      send(exchange, 500, "{\"message\": \"" + refusals.get(refusal.get()) + "\"}");
    } else if (statuses.containsKey(path)) {
      send(exchange, statuses.get(path), "{\"message\": \"denied\"}");
    } else if (answers.containsKey(path)) {
      send(exchange, 200, answers.get(path));
    } else {
      send(exchange, 404, "{\"message\": \"no such thing\"}");
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  AnsweringEngine says(String path, String json) {
    answers.put(path, json);
    return this;
  }

  /** Answers a question with a status that is a refusal. */
  AnsweringEngine refuses(String path, int status) {
    statuses.put(path, status);
    return this;
  }

  /** Refuses all that has such a query. */
  AnsweringEngine refuses(String query, String words) {
    refusals.put(query, words);
    return this;
  }

  /** What was asked, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  Api api() {
    return new Api(transport, VERSION);
  }

  @Override
  public void close() {
    transport.close();
    server.stop(0);
  }
}
