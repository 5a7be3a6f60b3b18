package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;

/**
 * An open way to an engine: all that the adapter's parts share.
 *
 * @param transport its sockets
 * @param deadlines its timer
 * @param ping what it said of itself
 */
record EngineConnection(Transport transport, Deadlines deadlines, Ping ping) implements Closeable {

  /**
   * Connects to an engine and asks for its version.
   *
   * @throws IOException if there is none that Mayfly can talk to; the message says why
   */
  static EngineConnection open(EngineAddress address, Limits limits) throws IOException {
    Transport transport = new Transport(address, limits);
    Deadlines deadlines = new Deadlines();
    try {
      Ping ping = Ping.send(transport, deadlines);
      transport.keepLimits(deadlines);
      return new EngineConnection(transport, deadlines, ping);
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
