package dev.mayfly.jdbc.login;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The way into one database of a server, wherever that listens. Immutable.
 *
 * @param options what every URL has for the driver
 */
public record JdbcAccess(JdbcDriver driver, Login login, Map<String, String> options) {

  /** Keeps the options' order. */
  public JdbcAccess {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** The same user in another database. */
  public JdbcAccess in(String otherDatabase) {
    return as(login.in(otherDatabase));
  }

  /** The same server for somebody else. */
  public JdbcAccess as(Login other) {
    return new JdbcAccess(driver, other, options);
  }

  /**
   * What a driver is told where the database is by; who connects is said apart, since what a URL
   * says wins over what its caller says.
   *
   * @param address host and port
   */
  public String jdbcUrl(String address) {
    return driver.syntax().appended(driver.url(address, login.database()), options);
  }

  /**
   * Everything in one, whoever opens it.
   *
   * @throws IllegalArgumentException if the product's URLs can't hold it
   */
  public String jdbcUrlWithLogin(String address) {
    Map<String, String> who = new LinkedHashMap<>();
    if (!login.user().isEmpty()) {
      who.put("user", login.user());
      who.put("password", login.password());
    }
    return driver.syntax().appended(jdbcUrl(address), who);
  }

  /**
   * Connections as this user.
   *
   * @param address host and port, asked for each connection, since a server that was started again
   *     has another one
   */
  public DataSource dataSource(Supplier<String> address) {
    return new LoginDataSource(() -> jdbcUrl(address.get()), this, Map.of());
  }

  /** The same to an address that does not change, with a driver that waits a few seconds only. */
  DataSource impatient(InetSocketAddress server) {
    String url = jdbcUrl(address(server));
    return new LoginDataSource(() -> url, this, Patience.of(url));
  }

  /** As it stands in a URL. */
  public static String address(InetSocketAddress server) {
    String host = server.getHostString();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
  }

  /** Without password and options. */
  @Override
  public String toString() {
    return login.toString();
  }
}
