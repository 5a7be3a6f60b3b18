package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.EngineInfo;
import java.time.OffsetDateTime;

/** Reads what the engine says of itself. */
final class InfoJson {

  private InfoJson() {}

  static EngineInfo ask(Api api, Ping ping) {
    JsonNode version = api.get("Asking for the engine's version", Target.of("version"));
    JsonNode info = api.get("Asking for the engine's description", Target.of("info"));
    return new EngineInfo(
        ping.isPodman() ? "Podman" : "Docker",
        version.path("Version").asText(),
        api.version(),
        version.path("Os").asText(),
        version.path("Arch").asText(),
        info.path("NCPU").asInt(),
        info.path("MemTotal").asLong(),
        OffsetDateTime.parse(info.path("SystemTime").asText()).toInstant());
  }
}
