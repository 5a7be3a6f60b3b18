package dev.mayfly.samples.greeting;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Greets whoever asks, in the words that it is started with. */
public final class GreetingService {

  private static final int PORT = 8080;

  private GreetingService() {}

  /** Serves until the process is ended. */
  public static void main(String[] words) throws IOException {
    byte[] greeting = String.join(" ", words).getBytes(StandardCharsets.UTF_8);
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, greeting.length);
          exchange.getResponseBody().write(greeting);
          exchange.close();
        });
    server.start();
  }
}
