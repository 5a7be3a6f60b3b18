package dev.mayfly.docker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a JSON object by another one that says what is to differ, as in RFC 7386. */
final class MergePatch {

  private MergePatch() {}

  /**
   * Applies the patch to {@code target} itself.
   *
   * @throws IllegalArgumentException if the patch is no JSON object
   */
  static void apply(ObjectNode target, String patch) {
    merge(target, read(patch));
  }

  /**
   * Reads a patch.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  static ObjectNode read(String patch) {
    try {
      List<JsonNode> values = new ArrayList<>();
      Json.readEach(new ByteArrayInputStream(patch.getBytes(StandardCharsets.UTF_8)), values::add);
      if (values.size() == 1 && values.get(0) instanceof ObjectNode changes) {
        return changes;
      }
      if (values.size() > 1) {
        throw new IllegalArgumentException(
            "A create request patch is one JSON object, and something follows it: " + patch);
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "This create request patch can't be read: " + e.getOriginalMessage() + "\n" + patch, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
    throw new IllegalArgumentException(
        "A create request patch must be a JSON object, and this is none: " + patch);
  }

  /**
   * Whether a patch gives a container a HEALTHCHECK (true) or takes its image's away (false); empty
   * if it does neither or is no JSON, which is told when it is applied.
   */
  static Optional<Boolean> healthcheckOf(String patch) {
    try {
      JsonNode test = Json.read(patch).path("Healthcheck").path("Test");
      return test.isMissingNode()
          ? Optional.empty()
          : Optional.of(!test.isEmpty() && !test.path(0).asText().equals("NONE"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void merge(ObjectNode target, ObjectNode changes) {
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      String name = change.getKey();
      JsonNode value = change.getValue();
      if (value.isNull()) {
        target.remove(name);
      } else if (value instanceof ObjectNode inner) {
        ObjectNode old =
            target.get(name) instanceof ObjectNode present ? present : target.putObject(name);
        merge(old, inner);
      } else {
        target.set(name, value);
      }
    }
  }
}
