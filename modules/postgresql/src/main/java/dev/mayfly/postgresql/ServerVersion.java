package dev.mayfly.postgresql;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * What servers of one version understand.
 *
 * @param number as in {@code server_version_num}
 */
record ServerVersion(int number) {

  /** PostgreSQL 13. */
  private static final int FIRST_WITH_FORCE = 130_000;

  /** PostgreSQL 15; those before copy files in any case. */
  private static final int FIRST_WITH_STRATEGIES = 150_000;

  static ServerVersion of(AdminConnections server) throws IOException, GeneralSecurityException {
    return new ServerVersion(Integer.parseInt(server.run("show server_version_num").get(0)));
  }

  /** Copies of files cost a third less of the processor than the write-ahead log's way. */
  String copying() {
    return number < FIRST_WITH_STRATEGIES ? "" : " strategy file_copy";
  }

  /**
   * The statements that drop a database if there is one, whoever is connected to it.
   *
   * @param name one that needs no quotes
   */
  List<String> dropping(String name) {
    if (number >= FIRST_WITH_FORCE) {
      return List.of("drop database if exists " + name + " with (force)");
    }
    String one = " where datname = '" + name + "'";
    return List.of(
        "update pg_database set datallowconn = false" + one, // else a pool connects again
        "select pg_terminate_backend(pid) from pg_stat_activity" + one,
        "drop database if exists " + name);
  }
}
