package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** JSON as trees: no class of ours or the engine's is mapped, which would slow down the start. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  static ObjectNode object(Map<String, String> texts) {
    ObjectNode object = object();
    new TreeMap<>(texts).forEach(object::put);
    return object;
  }

  /** Reads one value; an empty text is a missing node. */
  static JsonNode read(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  static JsonNode read(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  /** Hands on the values that follow each other in a stream, each as soon as it is there. */
  static void readEach(InputStream in, Consumer<JsonNode> values) throws IOException {
    try (MappingIterator<JsonNode> all = MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (all.hasNextValue()) {
        values.accept(all.nextValue());
      }
    }
  }

  /** A JSON object of texts as a map; empty if it is none. */
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
