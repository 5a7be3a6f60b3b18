package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what happens to containers.
 *
 * @param api of the engine
 * @param clock by which it is asked for all since the call began; it begins a moment after it says
 *     so
 * @param isPodman whether it is Podman, which is not asked for that
 */
record EventCalls(Api api, EngineClock clock, boolean isPodman) {

  /** How far off a clock may be that seems to be right. */
  private static final Duration PRECISION = Duration.ofSeconds(1);

  LogSubscription listen(String label, String value, Consumer<EngineEvent> events, Runnable lost) {
    ObjectNode filters = Json.object();
    filters.putArray("type").add("container");
    filters.putArray("label").add(label + "=" + value);
    Target target = Target.of("events").query("filters", Json.write(filters));
    if (!isPodman) {
      Instant since = clock.ofEngine(Instant.now()).minus(PRECISION);
      target = target.query("since", LogCalls.seconds(since));
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
