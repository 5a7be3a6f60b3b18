package dev.mayfly.jdbc.login;

import dev.mayfly.arguments.Given;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A product's JDBC driver, which is the user's: how it is found, and what its URLs look like.
 *
 * @param product what messages call the server
 * @param className the driver's class
 * @param source what has to be added to the class path
 * @param urlPattern a URL with {@code {address}} where host and port belong, and {@code {database}}
 */
public record JdbcDriver(String product, String className, String source, String urlPattern) {

  /** The SQLSTATE of a connection that can't be made. */
  static final String NO_CONNECTION = "08001";

  /**
   * Checks that the pattern is one.
   *
   * @throws IllegalArgumentException if it is not, saying what it lacks
   */
  public JdbcDriver {
    Given.name(urlPattern, "URL pattern");
    if (!urlPattern.startsWith("jdbc:") || !urlPattern.contains("{address}")) {
      throw new IllegalArgumentException(
          "The URL pattern "
              + Given.quoted(urlPattern)
              + " is none. try: a JDBC URL with {address} in place of host and port, such as"
              + " \"jdbc:postgresql://{address}/{database}\".");
    }
  }

  UrlSyntax syntax() {
    return UrlSyntax.of(urlPattern);
  }

  /** The URL of a database, without the driver's options. */
  String url(String address, String database) {
    return urlPattern
        .replace("{address}", address)
        .replace("{database}", syntax().database(database));
  }

  /** Whether {@link #find} finds one. */
  public boolean isPresent() {
    return of(url("localhost:1", "x")).isPresent();
  }

  /**
   * The driver for a URL: one that DriverManager knows, or one of the thread's loader, whose
   * drivers DriverManager does not see.
   *
   * @throws SQLException if there is none, with what to add
   */
  Driver find(String url) throws SQLException {
    return of(url)
        .orElseThrow(
            () ->
                new SQLException(
                    "No JDBC driver for %s is on the class path.\n  try: add %s to the dependencies of the tests"
                        .formatted(product, source),
                    NO_CONNECTION));
  }

  /** The driver for a URL, if there is one. */
  public static Optional<Driver> of(String url) {
    try {
      return Optional.of(DriverManager.getDriver(url));
    } catch (SQLException noneSeen) {
      return ServiceLoader.load(Driver.class).stream()
          .flatMap(JdbcDriver::loaded)
          .filter(driver -> accepts(driver, url))
          .findFirst();
    }
  }

  /** One that can't be loaded is passed over, as by DriverManager. */
  private static Stream<Driver> loaded(ServiceLoader.Provider<Driver> provider) {
    try {
      return Stream.of(provider.get());
    } catch (ServiceConfigurationError e) {
      return Stream.empty();
    }
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false; // as DriverManager takes it
    }
  }
}
