package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An open way to an engine: all that the adapter's parts share.
 *
 * @param name what leads to it again
 * @param transport its sockets
 * @param deadlines its timer
 * @param ping what it said of itself
 */
record EngineConnection(String name, Transport transport, Deadlines deadlines, Ping ping)
    implements Closeable {

  /** How long the first answer is waited for of an engine that was named. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Connects to an engine and asks for its version; where there is no socket, nothing is tried.
   *
   * @param patience how long its answer is waited for
   * @param newest the newest version of the API to speak
   * @throws java.net.SocketTimeoutException if it did not answer in time
   * @throws IOException if there is none that Mayfly can talk to; the message says why
   */
  static EngineConnection open(Place place, Limits limits, Duration patience, ApiVersion newest)
      throws IOException {
    Path socket = place.address().socket();
    if (socket != null && Files.notExists(socket)) {
      throw new NoSuchFileException(socket.toString());
    }
    Transport transport = new Transport(place.address(), limits);
    Deadlines deadlines = new Deadlines();
    try {
      Ping ping = Ping.send(transport, deadlines, patience, newest);
      transport.keepLimits(deadlines);
      return new EngineConnection(place.name(), transport, deadlines, ping);
    } catch (IOException e) {
      IOException explained = transport.explain(e);
      transport.close();
      deadlines.close();
      throw explained;
    }
  }

  Api api() {
    return new Api(transport, ping.version().toString());
  }

  /** Closes all sockets, those that are being read among them, and ends the timer. */
  @Override
  public void close() {
    deadlines.close();
    transport.close();
  }
}
