package dev.mayfly.jdbc.login;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection of the user's own driver whenever one is asked for, and keeps none.
 *
 * @param url asked for each connection, since a server that was started again has another port
 * @param access whose login is given unless another is
 * @param more options that the driver is given beside the URL
 */
record LoginDataSource(Supplier<String> url, JdbcAccess access, Map<String, String> more)
    implements DataSource {

  @Override
  public Connection getConnection() throws SQLException {
    Login login = access.login();
    return login.user().isEmpty()
        ? getConnection(null, null)
        : getConnection(login.user(), login.password());
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Properties given = new Properties();
    more.forEach(given::setProperty);
    put(given, "user", user);
    put(given, "password", password);
    String address = url.get();
    Connection connection = access.driver().find(address).connect(address, given);
    if (connection == null) {
      throw new SQLException("The driver does not know " + address, JdbcDriver.NO_CONNECTION);
    }
    return connection;
  }

  private static void put(Properties given, String name, @Nullable String value) {
    if (value != null) {
      given.setProperty(name, value);
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
    return "data source of " + access.login();
  }
}
