package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Keeps the labels by which Mayfly knows what to remove out of the hands of patches. */
final class OwnLabels {

  private static final String PREFIX = "dev.mayfly.";

  private OwnLabels() {}

  /**
   * Looks at a patch of the request that creates a container. Engines take the names of fields in
   * upper and lower case alike.
   *
   * @throws IllegalArgumentException if it changes or takes away a label of Mayfly's
   */
  static void requireUntouched(ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (field.getKey().equalsIgnoreCase("Labels")) {
        require(field.getValue().isObject(), field.getKey() + "\": " + field.getValue());
        field
            .getValue()
            .fieldNames()
            .forEachRemaining(key -> require(!key.startsWith(PREFIX), key + '"'));
      }
    }
  }

  private static void require(boolean isUntouched, String what) {
    if (!isUntouched) {
      throw new IllegalArgumentException(
          "This create request patch can't have \""
              + what
              + ": labels that begin with "
              + PREFIX
              + " are Mayfly's own, which tells by them what to remove. Leave them out; other labels"
              + " are given by label(…).");
    }
  }
}
