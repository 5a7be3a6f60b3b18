package dev.mayfly.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.DeclarationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables whose values are secrets or configs of a project. Compose's model only names them,
 * so it is asked for them as for any other variable of a file; it knows where they are.
 */
final class EnvironmentValues {

  /** Where they are in a model; Compose leaves alone what begins so. */
  static final String KEY = "x-mayfly-env";

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  private EnvironmentValues() {}

  /**
   * A file that asks for those that the services of a model use; it has no value at {@link #KEY} if
   * there are none. One that is not set is an error of Compose's, which names it.
   *
   * @throws DeclarationException if one can't be the name of a variable
   */
  static ObjectNode asking(JsonNode model) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> use : uses(model).entrySet()) {
      String variable = use.getKey();
      if (!variable.matches(NAME)) {
        throw new DeclarationException(
            use.getValue() + " is to be the value of \"" + variable + "\", which is no variable.");
      }
      String advice = use.getValue() + " is its value; set it in the environment, .env or env()";
      file.withArray("/" + KEY).add("${" + variable + "?" + advice + "}");
    }
    return file;
  }

  /**
   * The values of those that were asked for, by their names.
   *
   * @param answer what Compose has made of {@link #asking}
   */
  static ObjectNode answered(JsonNode model, JsonNode answer) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    int place = 0;
    for (String variable : uses(model).keySet()) {
      values.set(variable, answer.path(KEY).path(place++));
    }
    return values;
  }

  private static Map<String, String> uses(JsonNode model) {
    Map<String, String> uses = new TreeMap<>();
    for (JsonNode service : model.path("services")) {
      for (String kind : List.of("secrets", "configs")) {
        for (JsonNode use : service.path(kind)) {
          String name = use.path("source").asText();
          JsonNode variable = model.path(kind).path(name).path("environment");
          if (variable.isTextual()) {
            uses.put(variable.asText(), kind.substring(0, kind.length() - 1) + " " + name);
          }
        }
      }
    }
    return uses;
  }

  /** The value of one that a service of the model uses. */
  static String of(JsonNode model, String variable) {
    JsonNode value = model.path(KEY).path(variable);
    if (!value.isTextual()) {
      throw new DeclarationException("the variable " + variable + " is not set.");
    }
    return Dollars.plain(value.asText());
  }
}
