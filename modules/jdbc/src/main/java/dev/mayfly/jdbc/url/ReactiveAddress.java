package dev.mayfly.jdbc.url;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, out of its JDBC URL, as R2DBC's drivers are told it.
 *
 * @param host without the brackets of an IPv6 address
 * @param database as it stands in the URL
 */
record ReactiveAddress(String host, int port, String database) {

  /** For a driver that is only asked what it is. */
  static final ReactiveAddress NOWHERE = new ReactiveAddress("localhost", 1, "");

  private static final Pattern URL =
      Pattern.compile("jdbc:[^/]+//\\[?(?<host>[^/]+?)]?:(?<port>\\d+)/(?<database>[^?]*).*");

  static ReactiveAddress of(String jdbcUrl) {
    Matcher parts = URL.matcher(jdbcUrl);
    if (!parts.matches()) {
      throw new IllegalArgumentException("No host and port are in " + jdbcUrl);
    }
    return new ReactiveAddress(
        parts.group("host"), Integer.parseInt(parts.group("port")), parts.group("database"));
  }

  /** What a driver is told of it, of who connects, and of what else was given. */
  ConnectionFactoryOptions in(
      ConnectionFactoryOptions given, String user, String password, String name) {
    return given
        .mutate()
        .option(ConnectionFactoryOptions.HOST, host)
        .option(ConnectionFactoryOptions.PORT, port)
        .option(ConnectionFactoryOptions.USER, user)
        .option(ConnectionFactoryOptions.PASSWORD, password)
        .option(ConnectionFactoryOptions.DATABASE, name)
        .build();
  }
}
