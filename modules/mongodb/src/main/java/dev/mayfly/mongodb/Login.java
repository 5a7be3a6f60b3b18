package dev.mayfly.mongodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.net.URLEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who uses which database, as the image's variables tell.
 *
 * @param user the root user, or null if none is asked for
 * @param password null if there is no user
 */
record Login(@Nullable String user, @Nullable String password, String database) {

  /** Where the server listens. */
  static final int PORT = 27017;

  static final String DATABASE = "MONGO_INITDB_DATABASE";
  private static final String USER = "MONGO_INITDB_ROOT_USERNAME";
  private static final String PASSWORD = "MONGO_INITDB_ROOT_PASSWORD";

  static Login of(ContainerSpec spec) {
    return new Login(
        spec.env().get(USER), spec.env().get(PASSWORD), spec.env().getOrDefault(DATABASE, "test"));
  }

  /** With this user; the image wants a password too. */
  static ContainerSpec user(ContainerSpec spec, String name) {
    return spec.env(USER, name).env(PASSWORD, spec.env().getOrDefault(PASSWORD, "mongodb"));
  }

  /** With this password; the image wants a user too. */
  static ContainerSpec password(ContainerSpec spec, String password) {
    if (Given.text(password, "password").isEmpty()) {
      throw new IllegalArgumentException(
          "The password is empty, which the image refuses. try: a password of one letter, or leave"
              + " user(…) and password(…) out, and nobody is asked for one.");
    }
    return spec.env(USER, spec.env().getOrDefault(USER, "root")).env(PASSWORD, password);
  }

  /** What the image reads from a file is not known here. */
  static void requireKnown(ContainerSpec spec) {
    for (String variable : List.of(USER, PASSWORD)) {
      if (spec.env().containsKey(variable + "_FILE")) {
        throw new IllegalArgumentException(
            variable
                + "_FILE is set, and Mayfly can't read it to connect."
                + " try: user(…) and password(…)");
      }
    }
  }

  Login in(String other) {
    return new Login(user, password, other);
  }

  /** The connection string; root users are kept in the database {@code admin}. */
  String uri(String address) {
    String known = user == null ? "" : encoded(user) + ":" + encoded(password) + "@";
    String source = user == null ? "" : "authSource=admin&";
    return "mongodb://" + known + address + "/" + database + "?" + source + "directConnection=true";
  }

  private static String encoded(@Nullable String text) {
    return URLEncoder.encode(text == null ? "" : text, UTF_8).replace("+", "%20");
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return user + " in " + database;
  }
}
