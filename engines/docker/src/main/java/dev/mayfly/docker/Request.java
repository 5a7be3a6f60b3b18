package dev.mayfly.docker;

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
 */
record Request(
    String method,
    String path,
    Map<String, String> headers,
    @Nullable String json,
    @Nullable BodyWriter content) {

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "PUT", "DELETE");

  Request {
    headers = Map.copyOf(headers);
  }

  static Request of(String method, String path) {
    return new Request(method, path, Map.of(), null, null);
  }

  Request json(String text) {
    return new Request(method, path, headers, text, null);
  }

  Request content(BodyWriter writer) {
    return new Request(method, path, headers, null, writer);
  }

  Request headers(Map<String, String> others) {
    return new Request(method, path, others, json, content);
  }

  /** Whether it may be sent once more when nobody knows whether the engine has read it. */
  boolean isRepeatable() {
    return REPEATABLE.contains(method) && content == null;
  }
}
