package dev.mayfly.samples.orders;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;

/** Puts the order service together from its environment, and starts it. */
public final class OrderService {

  private static final int PORT = 8080;

  private OrderService() {}

  /** Serves until the process is ended. */
  public static void main(String[] arguments) throws IOException {
    OrderRequests requests =
        new OrderRequests(
            new OrderStore(
                environment("DB_URL"), environment("DB_USER"), environment("DB_PASSWORD")),
            new OrderCache(URI.create(environment("CACHE_URL"))),
            new OrderEvents(environment("BROKER")));
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> requests.answer(exchange).to(exchange));
    server.start();
    System.out.println("The order service listens on port " + PORT);
  }

  private static String environment(String variable) {
    String value = System.getenv(variable);
    if (value == null) {
      throw new IllegalStateException("The environment variable " + variable + " is not set.");
    }
    return value;
  }
}
