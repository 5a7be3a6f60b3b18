package dev.mayfly.runtime;

import dev.mayfly.MayflyException;

/** What is said to whoever wants something of a session that is closed. */
final class ClosedSession {

  private ClosedSession() {}

  static MayflyException refusal() {
    return new MayflyException(
        "The session is closed: nothing can be started in it any more. Containers.close() ran, or"
            + " the test run is over; open another one with Containers.open().");
  }
}
