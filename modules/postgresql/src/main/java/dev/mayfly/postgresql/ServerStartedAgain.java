package dev.mayfly.postgresql;

import java.io.IOException;

/**
 * The server was started again, so that what was made in it, as far as it lay in memory, is gone.
 */
final class ServerStartedAgain extends IOException {

  private static final long serialVersionUID = 1L;

  ServerStartedAgain() {
    super("the server was started again meanwhile");
  }
}
