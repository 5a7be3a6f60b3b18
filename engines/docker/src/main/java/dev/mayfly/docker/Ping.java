package dev.mayfly.docker;

import dev.mayfly.docker.Deadlines.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
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

  /**
   * Asks.
   *
   * @param limit how long its answer is waited for
   * @param newest the newest version of the API to speak
   * @throws SocketTimeoutException if nothing came in time
   * @throws IOException if no engine answers that Mayfly can talk to; the message says why
   */
  static Ping send(Transport transport, Deadlines deadlines, Duration limit, ApiVersion newest)
      throws IOException {
    try (Deadline deadline = deadlines.start(limit, transport)) {
      try {
        Instant asked = Instant.now();
        Response response = transport.execute(Request.of("GET", "/_ping"));
        PingAnswer answer = PingAnswer.read(response);
        EngineClock clock = EngineClock.of(answer.date(), asked, Instant.now());
        return new Ping(answer.version().spoken(newest), answer.isPodman(), clock);
      } catch (IOException e) {
        throw deadline.hasPassed() && !Answer.isUnconnected(e) ? silent(limit, e) : e;
      }
    }
  }

  private static IOException silent(Duration limit, IOException cause) {
    IOException silent =
        new SocketTimeoutException(
            "accepts connections, but did not answer within " + Limits.words(limit));
    silent.initCause(cause);
    return silent;
  }
}
