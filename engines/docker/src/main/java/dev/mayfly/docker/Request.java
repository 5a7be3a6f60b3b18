package dev.mayfly.docker;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to the engine.
 *
 * @param method in capitals
 * @param path with its query, encoded
 * @param headers beside those of the transport
 * @param json a body in JSON, or null
 * @param content a body of unknown length, or null
 * @param limit on the whole exchange, or null for one that may take as long as the engine lives
 */
record Request(
    String method,
    String path,
    Map<String, String> headers,
    @Nullable String json,
    @Nullable BodyWriter content,
    @Nullable Duration limit) {

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "PUT", "DELETE");

  Request {
    headers = Map.copyOf(headers);
  }

  static Request of(String method, String path) {
    return new Request(method, path, Map.of(), null, null, null);
  }

  Request json(String text) {
    return new Request(method, path, headers, text, null, limit);
  }

  Request content(BodyWriter writer) {
    return new Request(method, path, headers, null, writer, limit);
  }

  Request headers(Map<String, String> others) {
    return new Request(method, path, others, json, content, limit);
  }

  Request within(Duration most) {
    return new Request(method, path, headers, json, content, most);
  }

  /** Whether it may be sent once more when nobody knows whether the engine has read it. */
  boolean isRepeatable() {
    return REPEATABLE.contains(method) && content == null;
  }
}
