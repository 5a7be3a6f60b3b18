package dev.mayfly.postgresql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection of the user's own driver whenever one is asked for, and keeps none.
 *
 * @param url asked for each connection, since a server that was started again has another port
 * @param login whose name and password are given unless others are
 */
record LoginDataSource(Supplier<String> url, Login login) implements DataSource {

  /** The SQLSTATE of a connection that can't be made. */
  private static final String NO_CONNECTION = "08001";

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(login.user(), login.password());
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Properties given = new Properties();
    put(given, "user", user);
    put(given, "password", password);
    String address = url.get();
    Connection connection = driver(address).connect(address, given);
    if (connection == null) {
      throw new SQLException("The driver does not know " + address, NO_CONNECTION);
    }
    return connection;
  }

  private static void put(Properties given, String name, @Nullable String value) {
    if (value != null) {
      given.setProperty(name, value);
    }
  }

  /**
   * DriverManager knows only drivers that this class sees too, not those of the thread's loader.
   */
  private static Driver driver(String url) throws SQLException {
    try {
      return DriverManager.getDriver(url);
    } catch (SQLException e) {
      for (Driver driver : ServiceLoader.load(Driver.class)) {
        if (driver.acceptsURL(url)) {
          return driver;
        }
      }
      throw new SQLException(
          "No JDBC driver for PostgreSQL is on the class path.\n  try: add"
              + " org.postgresql:postgresql to the dependencies of the tests",
          NO_CONNECTION,
          e);
    }
  }

  /** None of its own: that of DriverManager, or the driver's, is in force. */
  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "A login's time-out is set with DriverManager.setLoginTimeout(…) or the driver's option"
            + " loginTimeout.");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
    throw new SQLFeatureNotSupportedException("This data source logs nothing.");
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("This data source logs nothing.");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (!isWrapperFor(type)) {
      throw new SQLException("A data source of Mayfly's is no " + type.getName() + ".");
    }
    return type.cast(this);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "data source of " + login;
  }
}
