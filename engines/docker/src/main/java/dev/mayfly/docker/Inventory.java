package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lists what the engine keeps by its labels.
 *
 * @param api of the engine
 */
record Inventory(Api api) {

  List<EngineResource> list(Kind kind, String label, @Nullable String value) {
    String filters = filters(label, value);
    String plural = kind.name().toLowerCase(Locale.ROOT) + "s";
    JsonNode found = api.get("Listing " + plural + " with label " + label, target(kind, filters));
    List<EngineResource> all = new ArrayList<>();
    for (JsonNode json : kind == Kind.VOLUME ? found.path("Volumes") : found) {
      all.add(resource(kind, json));
    }
    return all;
  }

  static String filters(String label, @Nullable String value) {
    ObjectNode filters = Json.object();
    filters.putArray("label").add(value == null ? label : label + "=" + value);
    return Json.write(filters);
  }

  private static Target target(Kind kind, String filters) {
    Target target =
        switch (kind) {
          case CONTAINER -> Target.of("containers", "json").query("all", "1");
          case NETWORK -> Target.of("networks");
          case VOLUME -> Target.of("volumes");
          case IMAGE -> Target.of("images", "json");
        };
    return target.query("filters", filters);
  }

  private static EngineResource resource(Kind kind, JsonNode json) {
    String id = json.path(kind == Kind.VOLUME ? "Name" : "Id").asText();
    String name =
        switch (kind) {
          case CONTAINER -> json.path("Names").path(0).asText(id).replaceFirst("^/", "");
          case NETWORK, VOLUME -> json.path("Name").asText();
          case IMAGE -> json.path("RepoTags").path(0).asText(id);
        };
    return new EngineResource(kind, id, name, Json.texts(json.path("Labels")), created(kind, json));
  }

  /** Containers and images tell it in seconds, the others as text; a driver may leave it out. */
  private static @Nullable Instant created(Kind kind, JsonNode json) {
    JsonNode time = json.path(kind == Kind.VOLUME ? "CreatedAt" : "Created");
    if (time.isNumber()) {
      return Instant.ofEpochSecond(time.asLong());
    }
    try {
      return OffsetDateTime.parse(time.asText()).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
