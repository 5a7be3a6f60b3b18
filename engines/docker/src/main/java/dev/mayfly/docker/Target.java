package dev.mayfly.docker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The path and query of a request, encoded. Immutable.
 *
 * @param text such as {@code /containers/abc/stop?t=5}
 */
record Target(String text) {

  /** A path of segments; an image's name may have slashes, which stay. */
  static Target of(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      String encoded = encode(segment);
      path.append('/').append(encoded.replace("%2F", "/").replace("%3A", ":").replace("%40", "@"));
    }
    return new Target(path.toString());
  }

  Target query(String name, String value) {
    return new Target(text + (text.indexOf('?') < 0 ? "?" : "&") + name + "=" + encode(value));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
