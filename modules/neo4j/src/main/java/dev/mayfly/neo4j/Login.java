package dev.mayfly.neo4j;

import dev.mayfly.ContainerSpec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How clients log in, as the image's variable says it.
 *
 * @param password of the user neo4j, or null if no login is asked for
 */
record Login(@Nullable String password) {

  private static final String VARIABLE = "NEO4J_AUTH";
  private static final String USER = "neo4j";

  static Login none() {
    return new Login(null);
  }

  static Login withPassword(String password) {
    if (password.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "The password holds a slash, at which the image cuts NEO4J_AUTH. try: one without.");
    }
    return new Login(password);
  }

  static Login of(Map<String, String> env) {
    String value = env.getOrDefault(VARIABLE, "none");
    return new Login(value.startsWith(USER + "/") ? value.substring(USER.length() + 1) : null);
  }

  /** Puts it into a description; a password of 4 characters or more is starred on its own too. */
  ContainerSpec in(ContainerSpec spec) {
    if (password == null) {
      return spec.env(VARIABLE, "none");
    }
    ContainerSpec with = spec.secretEnv(VARIABLE, USER + "/" + password);
    return password.strip().length() < 4 ? with : with.secret(password);
  }

  @Nullable String user() {
    return password == null ? null : USER;
  }

  /** The header by which HTTP is told. */
  String authorization() {
    byte[] pair = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
