package dev.mayfly.docker;

import dev.mayfly.docker.Deadlines.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
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
    Cutoff cutoff = new Cutoff(transport);
    Deadline deadline = deadlines.start(limit, cutoff);
    try {
      Ping ping = ask(transport, newest);
      if (cutoff.end()) {
        throw new IOException("answered too late");
      }
      return ping;
    } catch (IOException e) {
      throw cutoff.end() || e instanceof SocketTimeoutException ? silent(transport, limit, e) : e;
    } finally {
      deadline.close();
    }
  }

  private static Ping ask(Transport transport, ApiVersion newest) throws IOException {
    Instant asked = Instant.now();
    Response response = transport.execute(Request.of("GET", "/_ping"));
    PingAnswer answer = PingAnswer.read(response);
    EngineClock clock = EngineClock.of(answer.date(), asked, Instant.now());
    return new Ping(answer.version().spoken(newest), answer.isPodman(), clock);
  }

  private static IOException silent(Transport transport, Duration limit, IOException cause) {
    boolean isConnected = transport.wasConnected() || isOfAHandshake(cause);
    String time = Limits.words(limit);
    IOException silent =
        new SocketTimeoutException(
            isConnected
                ? "accepts connections, but did not answer within " + time
                : "takes no connection within "
                    + time
                    + ": it hangs, its machine is off, or a firewall swallows what is sent");
    silent.initCause(cause);
    return silent;
  }

  /** A wire that was being opened: whether the other side had taken it, and then said nothing. */
  private static boolean isOfAHandshake(IOException cause) {
    return !(cause instanceof ClosedByInterruptException)
        && !String.valueOf(cause.getMessage()).contains("Connect timed out");
  }
}
