package dev.mayfly.postgresql;

import dev.mayfly.jdbc.filling.Templates;
import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * Where a run's databases lie: in memory, where making one takes a tenth of the time, if the
 * container has the folder for it; and the templates that lie there too. Thread-safe.
 *
 * @param name its name, or nothing for the server's own
 * @param templates by what they hold
 */
record Tablespace(String name, Templates<String> templates) {

  /** A file system in memory. */
  static final String FOLDER = "/mayfly";

  /** The SQLSTATE of no room. */
  private static final String DISK_FULL = "53100";

  /**
   * A tablespace with nothing in it.
   *
   * @param name tells it from all others on the server
   */
  static Tablespace open(AdminConnections server, String name)
      throws IOException, GeneralSecurityException {
    String folder = FOLDER + "/" + name;
    try {
      server.run("copy (select 1) to program 'mkdir -m 700 " + folder + "'");
      server.run("create tablespace " + name + " location '" + folder + "'");
      return new Tablespace(name, Templates.none());
    } catch (ErrorResponse e) {
      return onDisk(); // a container without the folder
    }
  }

  /** The server's own place, with nothing in it. */
  static Tablespace onDisk() {
    return new Tablespace("", Templates.none());
  }

  /** What {@code create database} needs. */
  String clause() {
    return name.isEmpty() ? "" : " tablespace " + name;
  }

  /** Whether a refusal says that there is no room left in memory. */
  boolean isFull(ErrorResponse e) {
    return !name.isEmpty() && e.state().equals(DISK_FULL);
  }
}
