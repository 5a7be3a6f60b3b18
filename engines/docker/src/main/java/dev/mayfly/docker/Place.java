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
 * @param origin who named it, for messages
 */
record Place(EngineAddress address, String origin) {

  /**
   * Connects; where there is no socket, nothing is tried.
   *
   * @see EngineConnection#open(EngineAddress, Limits, Duration, ApiVersion)
   */
  EngineConnection open(Limits limits, Duration patience, ApiVersion newest) throws IOException {
    Path socket = address.socket();
    if (socket != null && Files.notExists(socket)) {
      throw new NoSuchFileException(socket.toString());
    }
    return EngineConnection.open(address, limits, patience, newest);
  }

  @Override
  public String toString() {
    return address + " (" + origin + ")";
  }
}
