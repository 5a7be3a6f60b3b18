package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An address at which an engine may be, and why it may be there.
 *
 * @param address where
 * @param name what the setting {@code mayfly.engine} must be to lead there from another JVM
 * @param origin who named it, for messages
 */
record Place(EngineAddress address, String name, String origin) {

  /** One that its address leads to, with the same variables. */
  static Place of(EngineAddress address, String origin) {
    String name =
        address instanceof TcpAddress tcp ? "tcp://" + tcp.httpHost() : address.toString();
    return new Place(address, name, origin);
  }

  /**
   * Connects; where there is no socket, nothing is tried.
   *
   * @see EngineConnection#open(Place, Limits, Duration, ApiVersion)
   */
  EngineConnection open(Limits limits, Duration patience, ApiVersion newest) throws IOException {
    Path socket = address.socket();
    if (socket != null && Files.notExists(socket)) {
      throw new NoSuchFileException(socket.toString());
    }
    return EngineConnection.open(this, limits, patience, newest);
  }

  @Override
  public String toString() {
    return address + " (" + origin + ")";
  }
}
