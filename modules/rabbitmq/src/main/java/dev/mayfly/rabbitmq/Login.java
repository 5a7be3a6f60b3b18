package dev.mayfly.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ready.HttpInterface;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who uses which virtual host, as the image's variables tell. */
record Login(String user, String password, String virtualHost) {

  /** Where the broker listens for AMQP, and for questions to its management. */
  static final int PORT = 5672;

  static final int MANAGEMENT_PORT = 15672;

  static final String USER = "RABBITMQ_DEFAULT_USER";
  static final String PASSWORD = "RABBITMQ_DEFAULT_PASS";
  static final String VIRTUAL_HOST = "RABBITMQ_DEFAULT_VHOST";

  static Login of(Map<String, String> env) {
    return new Login(
        env.getOrDefault(USER, "guest"),
        env.getOrDefault(PASSWORD, "guest"),
        env.getOrDefault(VIRTUAL_HOST, "/"));
  }

  /** What older images read from a file is not known here, and newer ones refuse it. */
  static void requireKnown(Map<String, String> env) {
    for (String variable : List.of(USER, PASSWORD)) {
      if (env.containsKey(variable + "_FILE")) {
        throw new IllegalArgumentException(
            variable
                + "_FILE is set, and Mayfly can't read it to connect."
                + " try: user(…) and password(…)");
      }
    }
  }

  /** The broker reads variables in Latin-1, and clients write UTF-8. */
  static String ascii(String value, String option) {
    if (value.chars().anyMatch(letter -> letter > '~')) {
      throw new IllegalArgumentException(
          option
              + " holds letters that RabbitMQ misreads in its image's variables."
              + " try: those of ASCII, or definitions(…), which may hold all");
    }
    return value;
  }

  /** The management plugin's HTTP API, below {@code /api/}. */
  HttpInterface management(InetSocketAddress server, Duration patience) {
    return HttpInterface.at(server, patience).basicAuth(user, password);
  }

  Login in(String other) {
    return new Login(user, password, other);
  }

  URI uri(String address) {
    return uri("amqp", address);
  }

  /** The same over TLS. */
  URI tlsUri(String address) {
    return uri("amqps", address);
  }

  private URI uri(String scheme, String address) {
    return URI.create(
        scheme
            + "://"
            + encoded(user)
            + ":"
            + encoded(password)
            + "@"
            + address
            + "/"
            + encoded(virtualHost));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return user + " in " + virtualHost;
  }
}
