package dev.mayfly.bench.subject;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a test does that needs a database without anything in it. */
public final class CleanDatabase {

  private CleanDatabase() {}

  /**
   * Makes a table, stores a row, counts, and drops the table.
   *
   * @throws SQLException if the table is there already, or the database does not answer
   */
  public static void storeAndForget(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (id int primary key)");
      statement.execute("insert into orders values (1)");
      try (ResultSet rows = statement.executeQuery("select count(*) from orders")) {
        rows.next();
        if (rows.getInt(1) != 1) {
          throw new SQLException("there are " + rows.getInt(1) + " orders, not 1");
        }
      }
      statement.execute("drop table orders");
    }
  }
}
