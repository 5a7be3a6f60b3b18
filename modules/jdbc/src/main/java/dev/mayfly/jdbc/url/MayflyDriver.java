package dev.mayfly.jdbc.url;

import dev.mayfly.MayflyException;
import dev.mayfly.jdbc.login.JdbcDriver;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for {@code jdbc:mayfly:postgresql:15:///orders?init=classpath:schema.sql}: the
 * first connection starts a container, and each is made by the server's own driver, which has to be
 * on the class path. Equal URLs have one database. It is removed when the JVM has ended.
 *
 * <p>{@link DriverManager} finds it by itself. All of its instances in a class loader share their
 * databases. Thread-safe.
 */
public final class MayflyDriver implements Driver {

  /** The SQLSTATE of a connection that can't be made. */
  private static final String NO_CONNECTION = "08001";

  static {
    register();
  }

  private final Databases databases = new Databases();

  private static void register() {
    try {
      DriverManager.registerDriver(new MayflyDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(DatabaseUrl.PREFIX);
  }

  /**
   * A connection to the URL's database: as its user, or as whom {@code given} names.
   *
   * @return null for other URLs
   * @throws SQLException if the URL is wrong, the container does not come to be ready, or the
   *     server refuses
   */
  @Override
  public @Nullable Connection connect(String url, Properties given) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    Databases.Open database = open(url);
    Properties properties = new Properties();
    given.stringPropertyNames().forEach(name -> properties.put(name, given.getProperty(name)));
    if (properties.getProperty("user") == null) {
      properties.put("user", database.server().user());
      properties.put("password", database.server().password());
      return connect(database, properties);
    }
    try {
      return connect(database, properties);
    } catch (SQLException e) {
      throw isRefusal(e) ? advised(e, database.server().user()) : e;
    }
  }

  private static Databases.Open open(String url) throws SQLException {
    try {
      return databases().get(DatabaseUrl.parse(url));
    } catch (IllegalArgumentException | MayflyException e) {
      throw new SQLException(e.getMessage(), NO_CONNECTION, e);
    }
  }

  /**
   * Those of the instance that is registered: pools make others of their own.
   *
   * @throws MayflyException if there is none
   */
  static Databases databases() {
    return DriverManager.drivers()
        .filter(MayflyDriver.class::isInstance)
        .map(driver -> ((MayflyDriver) driver).databases)
        .findFirst()
        .orElseThrow(() -> new MayflyException("Somebody has deregistered Mayfly's JDBC driver."));
  }

  private static Connection connect(Databases.Open database, Properties properties)
      throws SQLException {
    try {
      String url = database.jdbcUrl();
      return driver(database, url).connect(url, properties);
    } catch (MayflyException e) {
      throw new SQLException(e.getMessage(), NO_CONNECTION, e);
    }
  }

  /** Whether the server does not let this user in. */
  private static boolean isRefusal(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("28");
  }

  private static SQLException advised(SQLException e, String own) {
    return new SQLException(
        e.getMessage()
            + "\n  try: no user and password beside the URL, for the server's own user, "
            + own
            + "; or ?user=…&password=… in the URL, which the server then has",
        e.getSQLState(),
        e.getErrorCode(),
        e);
  }

  private static Driver driver(Databases.Open database, String url) throws SQLException {
    return JdbcDriver.of(url)
        .orElseThrow(
            () ->
                new SQLException(
                    database.server().driverClassName()
                        + " is not on the class path.\n  try: add the server's JDBC driver to the"
                        + " dependencies of the tests",
                    NO_CONNECTION));
  }

  /** None: a URL's parameters are in the guide. */
  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties given) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 0;
  }

  @Override
  public int getMinorVersion() {
    return 1;
  }

  /** That of the server's driver is in force. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("This driver logs nothing.");
  }
}
