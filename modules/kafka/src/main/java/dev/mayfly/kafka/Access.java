package dev.mayfly.kafka;

import dev.mayfly.CertificateFiles;
import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How clients get into the broker: by TLS or not, and as whom, as a description's variables tell.
 * The listener of its own parts is on the container's loopback and asks for nothing.
 *
 * @param user null where no login is asked for
 */
record Access(boolean byTls, @Nullable String user, @Nullable String password) {

  static final Access OPEN = new Access(false, null, null);

  private static final CertificateFiles CERTIFICATES = CertificateFiles.in("/etc/kafka/tls");

  private static final String PROTOCOLS = "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP";
  private static final String KEY_STORE = "KAFKA_SSL_KEYSTORE_LOCATION";

  /** Mayfly's own notes of passwords, by user, which the image does not read. */
  private static final String USER = "MAYFLY_KAFKA_USER_";

  private static final List<String> LISTENERS = List.of("PLAINTEXT", "NETWORK");
  private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
  private static final String PLAIN_MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";
  private static final String SCRAM_MODULE =
      "org.apache.kafka.common.security.scram.ScramLoginModule required";

  static Access of(Map<String, String> env) {
    String user = users(env).keySet().stream().findFirst().orElse(null);
    return of(user, env);
  }

  private static Access of(@Nullable String user, Map<String, String> env) {
    return new Access(env.containsKey(KEY_STORE), user, user == null ? null : env.get(USER + user));
  }

  /**
   * The same for one of several users.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static Access as(String user, Map<String, String> env) {
    if (!isKnown(Given.value(user, "user"), env)) {
      throw new IllegalArgumentException(
          "There is no user " + Given.quoted(user) + ". try: user(…) in the container's options.");
    }
    return of(user, env);
  }

  static boolean isKnown(String user, Map<String, String> env) {
    return env.containsKey(USER + user);
  }

  /** Passwords by users, in the order of their names. */
  static SortedMap<String, String> users(Map<String, String> env) {
    SortedMap<String, String> users = new TreeMap<>();
    env.forEach(
        (variable, value) -> {
          if (variable.startsWith(USER)) {
            users.put(variable.substring(USER.length()), value);
          }
        });
    return users;
  }

  /** A description of a broker that lets clients in by TLS alone. */
  static ContainerSpec tls(ContainerSpec spec, String... names) {
    CertificateFiles files = CERTIFICATES.names(names);
    return protocols(
        files.addTo(
            spec.env("KAFKA_SSL_KEYSTORE_TYPE", "PEM")
                .env(KEY_STORE, files.keyAndCertificateFile())));
  }

  /**
   * The certificates of a broker that lets clients in by TLS.
   *
   * @throws IllegalStateException if it does not
   */
  static CertificateFiles certificates(Map<String, String> env) {
    if (!of(env).byTls()) {
      throw new IllegalStateException(
          "This Kafka has no certificate. try: tls() among the container's options.");
    }
    return CERTIFICATES;
  }

  /** A description of a broker that knows one more user. */
  static ContainerSpec user(ContainerSpec spec, String name, String password) {
    ContainerSpec known =
        spec.secretEnv(USER + name, password)
            .env("KAFKA_SASL_ENABLED_MECHANISMS", String.join(",", MECHANISMS));
    StringBuilder logins = new StringBuilder(PLAIN_MODULE);
    users(known.env()).forEach((user, word) -> logins.append(option("user_" + user, word)));
    String plain = inProperties(logins + ";");
    for (String listener : LISTENERS) {
      known = known.secretEnv(variable(listener, "PLAIN"), plain);
      for (String mechanism : MECHANISMS.subList(1, MECHANISMS.size())) {
        known = known.env(variable(listener, mechanism), SCRAM_MODULE + ";");
      }
    }
    return protocols(known);
  }

  private static String variable(String listener, String mechanism) {
    return "KAFKA_LISTENER_NAME_"
        + listener
        + "_"
        + mechanism.replace("-", "___")
        + "_SASL_JAAS_CONFIG";
  }

  private static ContainerSpec protocols(ContainerSpec spec) {
    String protocol = of(spec.env()).protocol();
    return spec.env(
        PROTOCOLS,
        "PLAINTEXT:"
            + protocol
            + ",NETWORK:"
            + protocol
            + ",CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT");
  }

  /** As Kafka's configuration calls it. */
  String protocol() {
    return (user == null ? "" : "SASL_") + (byTls ? "SSL" : "PLAINTEXT");
  }

  /** What a client is to be configured with, beside where the broker is and whom to trust. */
  Map<String, String> clientProperties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("security.protocol", protocol());
    if (user != null && password != null) {
      properties.put("sasl.mechanism", "PLAIN");
      String login = option("username", user) + option("password", password);
      properties.put("sasl.jaas.config", PLAIN_MODULE + login + ";");
    }
    return properties;
  }

  private static String option(String name, String value) {
    return " " + name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The image writes variables as they are into a file in which a backslash begins an escape. */
  private static String inProperties(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\\') {
        escaped.append("\\\\");
      } else if (letter > '~') {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        escaped.append(letter);
      }
    }
    return escaped.toString();
  }

  /**
   * The name of a user, which is part of a configuration's key.
   *
   * @throws IllegalArgumentException if it can't be
   */
  static String name(String user) {
    if (!Given.name(user, "user").matches("[a-zA-Z0-9_.-]+")) {
      throw new IllegalArgumentException(
          Given.quoted(user)
              + " can't be a user's name; use a-z, A-Z, 0-9, \".\", \"_\" and \"-\".");
    }
    return user;
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return protocol();
  }
}
