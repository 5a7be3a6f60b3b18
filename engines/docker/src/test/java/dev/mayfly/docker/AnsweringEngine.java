package dev.mayfly.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each question of the engine's API as the test says, and else with 404. */
final class AnsweringEngine implements AutoCloseable {

  private static final String VERSION = "1.41";

  private final HttpServer server;
  private final Transport transport;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
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
    String path = exchange.getRequestURI().getPath().substring("/v".length() + VERSION.length());
    asked.add(path);
    String known = answers.get(path);
    byte[] body =
        (known == null ? "{\"message\": \"no such thing\"}" : known)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(known == null ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  AnsweringEngine says(String path, String json) {
    answers.put(path, json);
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
