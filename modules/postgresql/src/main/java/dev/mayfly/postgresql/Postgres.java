package dev.mayfly.postgresql;

import dev.mayfly.ContainerSpec;
import dev.mayfly.jdbc.login.JdbcAccess;
import dev.mayfly.jdbc.login.JdbcDriver;
import dev.mayfly.jdbc.login.Login;
import dev.mayfly.jdbc.login.UrlParameters;
import java.util.List;
import java.util.Map;

/** Where a container's description says who connects to which database, and how. */
final class Postgres {

  /** Where the server listens. */
  static final int PORT = 5432;

  static final String DATABASE = "POSTGRES_DB";
  static final String USER = "POSTGRES_USER";
  static final String PASSWORD = "POSTGRES_PASSWORD";
  static final String DATA = "PGDATA";
  static final String AUTHENTICATION = "POSTGRES_HOST_AUTH_METHOD";

  private static final JdbcDriver DRIVER =
      new JdbcDriver(
          "PostgreSQL",
          "org.postgresql.Driver",
          "org.postgresql:postgresql",
          "jdbc:postgresql://{address}/{database}");

  private Postgres() {}

  /** The superuser's way into the database that a container makes at its start. */
  static JdbcAccess access(ContainerSpec spec) {
    return new JdbcAccess(DRIVER, login(spec.env()), UrlParameters.of(spec));
  }

  /** The superuser, by the container's environment. */
  static Login login(Map<String, String> env) {
    return new Login(
        env.getOrDefault(USER, ""), env.getOrDefault(PASSWORD, ""), env.getOrDefault(DATABASE, ""));
  }

  /**
   * The description with its data where an image of the container has it, if one is to be made: the
   * official image's own place is a volume.
   *
   * @throws IllegalArgumentException if the data lies in memory
   */
  static ContainerSpec keepable(ContainerSpec spec) {
    if (spec.snapshotSpec() == null) {
      return spec;
    }
    String data = spec.env().get(DATA);
    if (data != null && data.startsWith(Tablespace.FOLDER + "/")) {
      throw new IllegalArgumentException(
          "Data in memory is in no snapshot. try: snapshot() or inMemory(), not both.");
    }
    return data == null ? spec.env(DATA, "/pgdata") : spec;
  }

  /**
   * Refuses what the image would end for, and what this JVM could not log in with.
   *
   * @throws IllegalArgumentException if the login is in a file, or its password is empty
   */
  static void requireKnown(ContainerSpec spec) {
    for (String variable : List.of(DATABASE, USER, PASSWORD, "POSTGRES_INITDB_ARGS")) {
      if (spec.env().containsKey(variable + "_FILE")) {
        throw new IllegalArgumentException(
            variable
                + "_FILE is set, but "
                + variable
                + " is too, which tests have to know, and the image takes only one of them. try:"
                + " database(…), user(…) and password(…) instead of files.");
      }
    }
    boolean anybody = "trust".equals(spec.env().get(AUTHENTICATION));
    if (login(spec.env()).password().isEmpty() && !anybody) {
      throw new IllegalArgumentException(
          "The password is empty, and the image starts no server without one. try: a password of one"
              + " letter, or trust(), which lets everybody in whatever the password.");
    }
  }
}
