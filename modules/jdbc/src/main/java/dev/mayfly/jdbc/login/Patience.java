package dev.mayfly.jdbc.login;

import java.util.Map;

/** How long a driver waits for a server that does not answer, in the words of each. */
final class Patience {

  private static final String SECONDS = "5";
  private static final String MILLIS = "5000";

  private static final Map<String, Map<String, String>> BY_DRIVER =
      Map.of(
          "jdbc:postgresql:",
          Map.of("connectTimeout", SECONDS, "socketTimeout", SECONDS),
          "jdbc:mysql:",
          Map.of("connectTimeout", MILLIS, "socketTimeout", MILLIS),
          "jdbc:mariadb:",
          Map.of("connectTimeout", MILLIS, "socketTimeout", MILLIS),
          "jdbc:sqlserver:",
          Map.of("loginTimeout", SECONDS, "socketTimeout", MILLIS),
          "jdbc:oracle:",
          Map.of("oracle.net.CONNECT_TIMEOUT", MILLIS, "oracle.jdbc.ReadTimeout", MILLIS),
          "jdbc:db2:",
          Map.of("loginTimeout", SECONDS, "blockingReadConnectionTimeout", SECONDS));

  private Patience() {}

  /** The options, which the user's own in the URL go before; none for a driver not known here. */
  static Map<String, String> of(String url) {
    return BY_DRIVER.entrySet().stream()
        .filter(known -> url.startsWith(known.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(Map.of());
  }
}
