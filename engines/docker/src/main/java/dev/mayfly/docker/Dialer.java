package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Opens connections to one engine. Thread-safe. */
@FunctionalInterface
interface Dialer extends Closeable {

  /**
   * Opens one more.
   *
   * @throws IOException if the engine can't be reached; the message says why
   */
  Wire dial() throws IOException;

  /** Adds to a failure of a connection what only the way to the engine knows of it. */
  default IOException explain(IOException failure) {
    return failure;
  }

  /** What they lead through, if that leads to ports too. */
  default Optional<Tunnel> tunnel() {
    return Optional.empty();
  }

  /** No connection is to be opened any more. */
  @Override
  default void close() {}
}
