package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the engine's words out of a response that refuses something. */
final class Refusal {

  private static final int LONGEST = 64 * 1024;

  private Refusal() {}

  /** Reads the response to its end and closes it. */
  static EngineException of(String what, Response response) throws IOException {
    int status = response.status();
    try (response) {
      String body = new String(response.body().readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
      String words = words(body);
      if (status == 400 && words.contains("client version")) {
        words = "Mayfly and the engine have no version of the API in common: " + words;
      }
      return new EngineException(
          status, what + ": " + (words.isEmpty() ? "HTTP status " + status : words));
    }
  }

  /** Engines answer with a JSON object that has a message, or with plain text. */
  private static String words(String body) {
    try {
      JsonNode message = Json.read(body).path("message");
      return message.isTextual() ? message.asText() : body;
    } catch (IOException noJson) {
      return body;
    }
  }
}
