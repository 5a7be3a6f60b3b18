package dev.mayfly.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ContainerSpec;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Who connects to which database. */
record Login(String user, String password, String database) {

  /** Where the server listens. */
  static final int PORT = 5432;

  static final String DATABASE = "POSTGRES_DB";
  static final String USER = "POSTGRES_USER";
  static final String PASSWORD = "POSTGRES_PASSWORD";
  static final String AUTHENTICATION = "POSTGRES_HOST_AUTH_METHOD";

  /** The superuser and the database that a container makes at its start. */
  static Login of(ContainerSpec spec) {
    return of(spec.env());
  }

  /** The same by the container's environment. */
  static Login of(Map<String, String> env) {
    return new Login(
        env.getOrDefault(USER, ""), env.getOrDefault(PASSWORD, ""), env.getOrDefault(DATABASE, ""));
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
    if (of(spec).password().isEmpty() && !anybody) {
      throw new IllegalArgumentException(
          "The password is empty, and the image starts no server without one. try: a password of one"
              + " letter, or trust(), which lets everybody in whatever the password.");
    }
  }

  /** The same user in another database. */
  Login in(String otherDatabase) {
    return new Login(user, password, otherDatabase);
  }

  /**
   * What a driver is told where the database is by; who connects is said apart, since what a URL
   * says wins over what its caller says.
   */
  String jdbcUrl(String address) {
    return "jdbc:postgresql://" + address + "/" + URLEncoder.encode(database, UTF_8);
  }

  /** Everything in one, whoever opens it. */
  String jdbcUrlWithLogin(String address) {
    return "%s?user=%s&password=%s"
        .formatted(
            jdbcUrl(address), URLEncoder.encode(user, UTF_8), URLEncoder.encode(password, UTF_8));
  }

  /** Connections as this user. */
  DataSource dataSource(Supplier<String> address) {
    return new LoginDataSource(() -> jdbcUrl(address.get()), this);
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return user + " in " + database;
  }
}
