package dev.mayfly.redis;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is to the server, and whether it speaks TLS, as a description tells.
 *
 * @param password null where none is asked for
 */
record Login(String user, @Nullable String password, boolean isByTls) {

  /** Where redis-cli, and so {@code exec("redis-cli", …)}, finds the password by itself. */
  static final String PASSWORD_VARIABLE = "REDISCLI_AUTH";

  private static final String USER = "--user";
  private static final int SHORTEST_SECRET = 4;

  /** The user that a plain password belongs to. */
  static Login ofDefault(ContainerSpec spec) {
    return new Login("default", password(spec.env()), Tls.isIn(spec.env()));
  }

  static @Nullable String password(Map<String, String> env) {
    return env.get(PASSWORD_VARIABLE);
  }

  /** A description with one more user. */
  static ContainerSpec add(ContainerSpec spec, String name, String password, String rules) {
    ContainerSpec more =
        spec.addArguments(USER, name, "on", ">" + password)
            .addArguments(rules.strip().split("\\s+"));
    return password.length() < SHORTEST_SECRET ? more : more.secret(password);
  }

  /**
   * One of the users that were added.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static Login of(String name, ContainerSpec spec) {
    int at = indexOf(Given.value(name, "user"), arguments(spec));
    if (at < 0) {
      throw new IllegalArgumentException(
          "There is no user " + Given.quoted(name) + ". try: user(…) in the container's options.");
    }
    return new Login(name, arguments(spec).get(at + 3).substring(1), Tls.isIn(spec.env()));
  }

  static boolean isKnown(String name, ContainerSpec spec) {
    return indexOf(name, arguments(spec)) >= 0;
  }

  private static List<String> arguments(ContainerSpec spec) {
    return Objects.requireNonNullElse(spec.command(), List.of());
  }

  private static int indexOf(String name, List<String> arguments) {
    return Collections.indexOfSubList(arguments, List.of(USER, name, "on"));
  }

  /** Names the user also of a plain password, since redis-cli takes none for an empty one. */
  URI uri(String address) {
    String login = password == null ? "" : encoded(user) + ":" + encoded(password) + "@";
    return URI.create((isByTls ? "rediss://" : "redis://") + login + address);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return user;
  }
}
