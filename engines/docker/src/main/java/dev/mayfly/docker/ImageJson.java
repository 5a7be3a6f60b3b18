package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.Port;
import dev.mayfly.engine.ImageState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the engine's description of an image. */
final class ImageJson {

  private ImageJson() {}

  /**
   * @param healthcheck has the HEALTHCHECK, if the image has one
   */
  static ImageState read(JsonNode json, JsonNode healthcheck) {
    JsonNode config = json.path("Config");
    return new ImageState(
        id(json.path("Id").asText()),
        digests(json.path("RepoDigests")),
        ports(config.path("ExposedPorts")),
        hasHealthcheck(healthcheck.path("Healthcheck").path("Test")),
        platform(json),
        Json.texts(config.path("Labels")),
        named(json.path("Metadata").path("LastTagTime").asText()),
        json.path("Size").asLong());
  }

  /** The engine writes the year 1 for "never", and Podman nothing. */
  private static Instant named(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    } catch (DateTimeException none) {
      return Instant.EPOCH;
    }
  }

  /** Podman leaves out the kind of digest. */
  static String id(String id) {
    return id.indexOf(':') < 0 ? "sha256:" + id : id;
  }

  private static List<String> digests(JsonNode json) {
    List<String> digests = new ArrayList<>();
    json.forEach(digest -> digests.add(digest.asText()));
    return digests;
  }

  private static Set<Port> ports(JsonNode json) {
    Set<Port> ports = new HashSet<>();
    json.fieldNames()
        .forEachRemaining(
            port -> {
              if (!port.endsWith("/sctp")) {
                ports.add(Port.parse(port));
              }
            });
    return ports;
  }

  private static boolean hasHealthcheck(JsonNode test) {
    return test.size() > 0 && !test.path(0).asText().equals("NONE");
  }

  private static String platform(JsonNode json) {
    String variant = json.path("Variant").asText();
    String platform = json.path("Os").asText() + "/" + json.path("Architecture").asText();
    return variant.isEmpty() ? platform : platform + "/" + variant;
  }
}
