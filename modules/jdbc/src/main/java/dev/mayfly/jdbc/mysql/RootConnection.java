package dev.mayfly.jdbc.mysql;

import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.login.JdbcAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test run's connection as root, by the user's driver, on which the run's lock is held: as long
 * as the server knows it, the run lives. A new one is made when the server was started again.
 * Thread-safe: one thread asks at a time.
 */
final class RootConnection implements AutoCloseable {

  /** Seconds that a connection may idle: a year, the most there is on all platforms. */
  private static final int IDLE = 31_536_000;

  /** Seconds to wait for a table that a test still holds; the server's own limit is a year. */
  private static final int TABLE_PATIENCE = 60;

  /** Seconds to wait for the lock of a connection that the server has not missed yet. */
  private static final int LOCK_PATIENCE = 10;

  private final RunningContainer container;
  private final JdbcAccess access;
  private final String lock;
  private final List<String> greeting;
  private @Nullable Connection connection;
  private boolean closed;

  /**
   * Connects at the first question.
   *
   * @param lock the run's
   * @param greeting statements that are run on each new connection
   */
  RootConnection(RunningContainer container, JdbcAccess root, String lock, List<String> greeting) {
    this.container = container;
    this.access = root.in("");
    this.lock = lock;
    this.greeting = List.copyOf(greeting);
  }

  /** Runs statements. */
  synchronized void run(String... statements) throws SQLException {
    try (Statement statement = current().createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** The first column of the query's rows. */
  synchronized List<String> column(String query) throws SQLException {
    try (Statement statement = current().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
      return values;
    }
  }

  private Connection current() throws SQLException {
    Connection known = connection;
    if (known != null && known.isValid(LOCK_PATIENCE)) {
      return known;
    }
    if (closed) {
      throw new SQLException("The run is over.");
    }
    disconnect();
    Connection fresh =
        access
            .dataSource(() -> JdbcAccess.address(container.mappedAddress(MySqlImage.PORT)))
            .getConnection();
    connection = fresh;
    try (Statement statement = fresh.createStatement()) {
      statement.execute("set session wait_timeout = " + IDLE);
      statement.execute("set session lock_wait_timeout = " + TABLE_PATIENCE);
      statement.execute("do get_lock('" + lock + "', " + LOCK_PATIENCE + ")");
      for (String one : greeting) {
        statement.execute(one);
      }
      return fresh;
    } catch (SQLException e) {
      disconnect();
      throw e;
    }
  }

  private void disconnect() {
    Connection known = connection;
    connection = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException e) {
        return; // it is closed all the same
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
  }
}
