package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.ClusterNode;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the engine says of itself. */
final class InfoJson {

  private InfoJson() {}

  static EngineInfo ask(Api api, Ping ping) {
    JsonNode version = api.getObject("Asking for the engine's version", Target.of("version"));
    JsonNode info = api.getObject("Asking for the engine's description", Target.of("info"));
    long memory = info.path("MemTotal").asLong();
    return new EngineInfo(
        ping.isPodman() ? "Podman" : "Docker",
        version.path("Version").asText(),
        api.version(),
        version.path("Os").asText(),
        version.path("Arch").asText(),
        info.path("NCPU").asInt(),
        memory,
        memory,
        Integer.MAX_VALUE,
        time(info.path("SystemTime").asText()),
        node(info.path("Swarm")));
  }

  /** None of an engine that is in no swarm. */
  private static @Nullable ClusterNode node(JsonNode swarm) {
    if (!swarm.path("LocalNodeState").asText().equals("active")) {
      return null;
    }
    Set<String> managers = new HashSet<>();
    swarm.path("RemoteManagers").forEach(one -> managers.add(one.path("NodeID").asText()));
    return new ClusterNode(
        swarm.path("NodeID").asText(), swarm.path("ControlAvailable").asBoolean(), managers);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new EngineException(
          0,
          "Asking for the engine's description: its time is \"" + text + "\", which is none.",
          e);
    }
  }
}
