package dev.mayfly.docker;

import java.io.IOException;

/** Opens connections to one engine. Thread-safe. */
@FunctionalInterface
interface Dialer {

  /**
   * Opens one more.
   *
   * @throws IOException if the engine can't be reached; the message says why
   */
  Wire dial() throws IOException;
}
