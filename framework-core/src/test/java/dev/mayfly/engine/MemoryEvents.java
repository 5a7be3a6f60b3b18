package dev.mayfly.engine;

import dev.mayfly.LogSubscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells subscribers what happens to the containers whose label they named. Thread-safe. */
final class MemoryEvents {

  private record Subscriber(
      String label, String value, Consumer<EngineEvent> events, Delivery delivery) {}

  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  LogSubscription subscribe(
      String label, String value, Consumer<EngineEvent> events, Runnable lost) {
    Delivery delivery = new Delivery("events", lost, false);
    Subscriber subscriber = new Subscriber(label, value, events, delivery);
    subscribers.add(subscriber);
    return () -> {
      subscribers.remove(subscriber);
      delivery.close();
    };
  }

  void tell(String containerId, Map<String, String> labels, EngineEvent.Kind kind) {
    EngineEvent event = new EngineEvent(containerId, kind);
    for (Subscriber subscriber : subscribers) {
      if (subscriber.value().equals(labels.get(subscriber.label()))) {
        subscriber.delivery().deliver(() -> subscriber.events().accept(event));
      }
    }
  }

  /** Breaks all streams. */
  void lose() {
    for (Subscriber subscriber : subscribers) {
      subscribers.remove(subscriber);
      subscriber.delivery().end();
    }
  }

  void close() {
    subscribers.forEach(subscriber -> subscriber.delivery().close());
    subscribers.clear();
  }
}
