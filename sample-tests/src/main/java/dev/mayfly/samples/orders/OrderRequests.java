package dev.mayfly.samples.orders;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Answers the requests of the order service. */
final class OrderRequests {

  private static final String ORDERS = "/orders";

  private final OrderStore store;
  private final OrderCache cache;
  private final OrderEvents events;

  OrderRequests(OrderStore store, OrderCache cache, OrderEvents events) {
    this.store = store;
    this.cache = cache;
    this.events = events;
  }

  Answer answer(HttpExchange exchange) {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    try {
      if (request.equals("GET /health")) {
        return health();
      }
      if (request.equals("POST " + ORDERS)) {
        return add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      }
      if (request.matches("GET " + ORDERS + "/\\d{1,18}")) {
        return find(Long.parseLong(request.substring(request.lastIndexOf('/') + 1)));
      }
      return Answer.of(404, "no such page");
    } catch (Exception e) {
      System.err.println(request + ": " + e);
      return Answer.of(500, e.toString());
    }
  }

  private Answer health() {
    try {
      store.check();
      cache.check();
      events.check();
      return Answer.of(200, "well");
    } catch (Exception e) {
      return Answer.of(503, e.toString());
    }
  }

  private Answer add(String item) throws Exception {
    Order order = store.add(item);
    events.announce(order);
    return new Answer(201, item, Map.of("Location", ORDERS + "/" + order.id()));
  }

  private Answer find(long id) throws Exception {
    Optional<Order> cached = cache.find(id);
    Optional<Order> found = cached.isPresent() ? cached : store.find(id);
    if (cached.isEmpty()) {
      found.ifPresent(cache::remember);
    }
    return found
        .map(order -> Answer.of(200, order.item()))
        .orElse(Answer.of(404, "no order " + id));
  }
}
