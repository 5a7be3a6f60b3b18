package dev.mayfly.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ContainerSpec;
import java.net.URLEncoder;

/** Who connects to which database. */
record Login(String user, String password, String database) {

  /** Where the server listens. */
  static final int PORT = 5432;

  static final String DATABASE = "POSTGRES_DB";
  static final String USER = "POSTGRES_USER";
  static final String PASSWORD = "POSTGRES_PASSWORD";

  /** The superuser and the database that a container makes at its start. */
  static Login of(ContainerSpec spec) {
    return new Login(value(spec, USER), value(spec, PASSWORD), value(spec, DATABASE));
  }

  private static String value(ContainerSpec spec, String variable) {
    return spec.env().getOrDefault(variable, "");
  }

  /** The same user in another database. */
  Login in(String otherDatabase) {
    return new Login(user, password, otherDatabase);
  }

  String jdbcUrl(String address) {
    return "jdbc:postgresql://%s/%s?user=%s&password=%s"
        .formatted(
            address,
            URLEncoder.encode(database, UTF_8),
            URLEncoder.encode(user, UTF_8),
            URLEncoder.encode(password, UTF_8));
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return user + " in " + database;
  }
}
