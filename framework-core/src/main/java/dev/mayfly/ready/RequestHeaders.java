package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers that Java's HTTP client sends as they are given. It drops others without a word, and
 * a client that sends them too would cost each cold JVM its classes, so these are refused.
 */
final class RequestHeaders {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9!#$%&'*+.^_`|~-]+");

  /** Those that HttpURLConnection keeps to itself. */
  private static final Set<String> CLIENTS_OWN =
      Set.of(
          "access-control-request-headers",
          "access-control-request-method",
          "connection",
          "content-length",
          "content-transfer-encoding",
          "host",
          "keep-alive",
          "origin",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private RequestHeaders() {}

  /**
   * The header's name, if it will be sent with that value.
   *
   * @throws IllegalArgumentException if it would not; the message says what to do instead
   */
  static String requireSent(@Nullable String name, @Nullable String value) {
    String given = Given.value(name, "header's name");
    String text = Given.value(value, "header " + given);
    if (!NAME.matcher(given).matches()) {
      throw new IllegalArgumentException(
          "header's name is made of letters, digits and \"-\", such as X-Token; that with "
              + given.length()
              + " characters is not.");
    }
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException(
          "header " + given + " holds a line end or another control character; leave it out.");
    }
    String known = given.toLowerCase(Locale.ROOT);
    boolean closes = known.equals("connection") && text.equalsIgnoreCase("close");
    if (known.startsWith("sec-") || (CLIENTS_OWN.contains(known) && !closes)) {
      throw new IllegalArgumentException(
          "header "
              + given
              + " can't be sent: Java's HTTP client writes it itself. Ask with a client in the"
              + " image, exec(\"curl\", \"-fsH\", \""
              + given
              + ": …\", …), or with one of your own in check(…).");
    }
    return given;
  }
}
