package dev.mayfly.samples.orders;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Keeps orders in the table {@code orders} of a database. */
final class OrderStore {

  private static final int CHECK_SECONDS = 1;

  private final String jdbcUrl;
  private final String user;
  private final String password;

  OrderStore(String jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  Order add(String item) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        PreparedStatement insert =
            connection.prepareStatement("insert into orders (item) values (?) returning id")) {
      insert.setString(1, item);
      try (ResultSet inserted = insert.executeQuery()) {
        inserted.next();
        return new Order(inserted.getLong("id"), item);
      }
    }
  }

  Optional<Order> find(long id) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        PreparedStatement query =
            connection.prepareStatement("select item from orders where id = ?")) {
      query.setLong(1, id);
      try (ResultSet found = query.executeQuery()) {
        return found.next()
            ? Optional.of(new Order(id, found.getString("item")))
            : Optional.empty();
      }
    }
  }

  /** Throws unless the database answers. */
  void check() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      if (!connection.isValid(CHECK_SECONDS)) {
        throw new SQLException("the database does not answer");
      }
    }
  }
}
