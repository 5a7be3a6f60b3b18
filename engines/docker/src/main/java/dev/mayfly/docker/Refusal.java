package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads the engine's words out of a response that refuses something. */
final class Refusal {

  private static final int LONGEST = 64 * 1024;
  private static final Pattern MISSING = Pattern.compile("not found$|^no such |not known$");
  private static final Pattern CONFLICT =
      Pattern.compile("already (in use|exists)$|state improper$|being used$");

  private Refusal() {}

  /** Reads the response to its end and closes it. */
  static EngineException of(String what, Response response) throws IOException {
    try (response) {
      String body = new String(response.body().readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
      JsonNode json = json(body);
      int status = status(response.status(), json.path("cause").asText());
      String words = json.path("message").asText(body);
      if (status == 400 && words.contains("client version")) {
        words = "Mayfly and the engine have no version of the API in common: " + words;
      }
      return new EngineException(
          status, what + ": " + (words.isEmpty() ? "HTTP status " + status : words));
    }
  }

  /** Engines answer with a JSON object that has a message, or with plain text. */
  private static JsonNode json(String body) {
    try {
      return Json.read(body);
    } catch (IOException plainText) {
      return MissingNode.getInstance();
    }
  }

  /** Podman says 500 for much that is no fault of its own, and names the cause beside it. */
  private static int status(int said, String cause) {
    if (said == 500 && MISSING.matcher(cause).find()) {
      return 404;
    }
    return said == 500 && CONFLICT.matcher(cause).find() ? 409 : said;
  }
}
