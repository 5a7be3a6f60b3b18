package dev.mayfly.postgresql;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a run's databases lie: in memory, where making one takes a tenth of the time, if the
 * container has the folder for it; and the templates that lie there too. Thread-safe.
 *
 * @param tablespace its name, or nothing for the server's own
 * @param templates by what they hold
 */
record Shelf(String tablespace, Map<Object, CompletableFuture<String>> templates) {

  /** A file system in memory. */
  static final String FOLDER = "/mayfly";

  /** The SQLSTATE of no room. */
  private static final String DISK_FULL = "53100";

  /**
   * A shelf with nothing on it.
   *
   * @param name tells it from all others on the server
   */
  static Shelf open(AdminConnections server, String name)
      throws IOException, GeneralSecurityException {
    String folder = FOLDER + "/" + name;
    try {
      server.run("copy (select 1) to program 'mkdir -m 700 " + folder + "'");
      server.run("create tablespace " + name + " location '" + folder + "'");
      return new Shelf(name, new ConcurrentHashMap<>());
    } catch (ErrorResponse e) {
      return onDisk(); // a container without the folder
    }
  }

  /** The server's own place, with nothing on it. */
  static Shelf onDisk() {
    return new Shelf("", new ConcurrentHashMap<>());
  }

  /** What {@code create database} needs. */
  String clause() {
    return tablespace.isEmpty() ? "" : " tablespace " + tablespace;
  }

  /** Whether a refusal says that there is no room left in memory. */
  boolean isFull(ErrorResponse e) {
    return !tablespace.isEmpty() && e.state().equals(DISK_FULL);
  }
}
