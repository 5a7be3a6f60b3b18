package dev.mayfly.docker;

import dev.mayfly.docker.Deadlines.Deadline;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;

/**
 * An engine's answer to the first question, which every engine understands in every version.
 *
 * @param version the version of the API to speak
 * @param isPodman whether it is Podman, which differs in places
 * @param clock what its clock says
 */
record Ping(ApiVersion version, boolean isPodman, EngineClock clock) {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Asks.
   *
   * @throws IOException if no engine answers that Mayfly can talk to; the message says why
   */
  static Ping send(Transport transport, Deadlines deadlines) throws IOException {
    try (Deadline deadline = deadlines.start(LIMIT, transport)) {
      try {
        Instant asked = Instant.now();
        Response response = transport.execute(Request.of("GET", "/_ping"));
        String date = response.head().header("Date");
        return read(response, EngineClock.of(date, asked, Instant.now()));
      } catch (IOException e) {
        throw deadline.hasPassed()
            ? new IOException("accepts connections, but did not answer within 10 s", e)
            : e;
      }
    }
  }

  private static Ping read(Response response, EngineClock clock) throws IOException {
    String body = new String(response.bytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    String newest = response.head().header("Api-Version");
    if (response.status() >= 400 || newest == null) {
      String shown = body.substring(0, Math.min(200, body.length()));
      throw new ProtocolException(
          "no container engine: it answered a ping with status " + response.status() + " " + shown);
    }
    ApiVersion version = version(newest);
    if (version.compareTo(ApiVersion.OLDEST) < 0) {
      throw new ProtocolException(
          "too old: its API is " + version + ", and Mayfly needs " + ApiVersion.OLDEST);
    }
    return new Ping(version.spoken(), response.head().header("Libpod-API-Version") != null, clock);
  }

  private static ApiVersion version(String text) throws ProtocolException {
    try {
      return ApiVersion.parse(text);
    } catch (IllegalArgumentException e) {
      ProtocolException unreadable = new ProtocolException(e.getMessage());
      unreadable.initCause(e);
      throw unreadable;
    }
  }
}
