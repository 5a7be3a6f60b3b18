package dev.mayfly.bench.subject;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A program that knows of its database nothing but the URL, and asks it one thing. */
public final class UrlMain {

  private UrlMain() {}

  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 42")) {
      rows.next();
      if (rows.getInt(1) != 42) {
        throw new IllegalStateException("the database answered " + rows.getInt(1));
      }
    }
  }
}
