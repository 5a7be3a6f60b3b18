package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineEvent.Kind;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what happens to containers.
 *
 * @param api of the engine
 * @param sharesClock whether the engine's clock is this JVM's, so that it can be asked for all
 *     since the call began; others begin a moment after they say so
 */
record EventCalls(Api api, boolean sharesClock) {

  LogSubscription listen(String label, String value, Consumer<EngineEvent> events, Runnable lost) {
    ObjectNode filters = Json.object();
    filters.putArray("type").add("container");
    filters.putArray("label").add(label + "=" + value);
    Target target = Target.of("events").query("filters", Json.write(filters));
    if (sharesClock) {
      target = target.query("since", LogCalls.seconds(Instant.now()));
    }
    Response response = api.stream("Listening to events", target, null);
    return Subscription.start(
        "mayfly-docker-events",
        response,
        in -> Json.readEach(in, json -> deliver(json, events)),
        closed -> {
          if (!closed && !api.isClosed()) {
            lost.run();
          }
        });
  }

  private static void deliver(JsonNode json, Consumer<EngineEvent> events) {
    Kind kind = kind(json.path("Action").asText(json.path("status").asText()));
    if (kind != null) {
      String id = json.path("Actor").path("ID").asText(json.path("id").asText());
      events.accept(new EngineEvent(id, kind));
    }
  }

  /** Podman has words of its own beside Docker's. */
  private static @Nullable Kind kind(String action) {
    return switch (action) {
      case "start" -> Kind.STARTED;
      case "die", "died" -> Kind.DIED;
      case "oom" -> Kind.OUT_OF_MEMORY;
      case "health_status: healthy" -> Kind.HEALTHY;
      case "health_status: unhealthy" -> Kind.UNHEALTHY;
      case "destroy", "remove" -> Kind.REMOVED;
      default -> null;
    };
  }
}
