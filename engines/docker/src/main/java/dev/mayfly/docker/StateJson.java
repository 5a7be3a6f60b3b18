package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Probe.CommandOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the engine's description of a container. */
final class StateJson {

  private StateJson() {}

  /**
   * Reads a description.
   *
   * @param routes to its ports
   * @throws IOException if it is no JSON
   */
  static ContainerState read(byte[] text, Routes routes, EngineClock clock) throws IOException {
    return read(text, routes, clock, UnaryOperator.identity());
  }

  /**
   * The same of an engine that may give a network's name in place of its id.
   *
   * @param networkId of what it gives
   */
  static ContainerState read(
      byte[] text, Routes routes, EngineClock clock, UnaryOperator<String> networkId)
      throws IOException {
    JsonNode json = Json.read(text);
    JsonNode state = json.path("State");
    Status status = status(state.path("Status").asText());
    boolean runs = status == Status.RUNNING || status == Status.PAUSED;
    Route route =
        routes.to(json.path("Id").asText(), runs ? PublishedPorts.read(json) : PublishedPorts.NONE);
    return new ContainerState(
        json.path("Id").asText(),
        json.path("Name").asText().replaceFirst("^/", ""),
        json.path("Image").asText(),
        status,
        state.path("ExitCode").asInt(),
        state.path("OOMKilled").asBoolean(),
        health(state.path("Health").path("Status").asText()),
        lastOf(state.path("Health").path("Log")),
        state.path("Pid").asLong(),
        time(state.path("StartedAt").asText(), clock),
        route.host(),
        route.ports(),
        addresses(json.path("NetworkSettings").path("Networks"), networkId),
        state.path("Error").asText(),
        new String(text, StandardCharsets.UTF_8));
  }

  /** Podman has words of its own beside Docker's. */
  private static Status status(String word) {
    return switch (word) {
      case "running", "stopping" -> Status.RUNNING;
      case "paused" -> Status.PAUSED;
      case "restarting" -> Status.RESTARTING;
      case "exited", "stopped" -> Status.EXITED;
      case "removing" -> Status.REMOVING;
      case "dead" -> Status.DEAD;
      default -> Status.CREATED;
    };
  }

  private static @Nullable CommandOutcome lastOf(JsonNode runs) {
    JsonNode last = runs.path(runs.size() - 1);
    return last.isMissingNode()
        ? null
        : new CommandOutcome(last.path("ExitCode").asInt(), last.path("Output").asText());
  }

  private static Probe.Health health(String word) {
    return switch (word) {
      case "starting" -> Probe.Health.STARTING;
      case "healthy" -> Probe.Health.HEALTHY;
      case "unhealthy" -> Probe.Health.UNHEALTHY;
      default -> Probe.Health.NONE;
    };
  }

  /** The engine writes the year 1 for "never". */
  private static Instant time(String text, EngineClock clock) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : clock.here(time);
    } catch (DateTimeException none) {
      return Instant.EPOCH;
    }
  }

  private static Map<String, String> addresses(JsonNode networks, UnaryOperator<String> networkId) {
    Map<String, String> byId = new HashMap<>();
    PublishedPorts.addresses(networks)
        .forEach((network, address) -> byId.put(networkId.apply(network), address));
    return byId;
  }
}
