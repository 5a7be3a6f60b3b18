package consumer;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** An application that keeps orders in a database. */
@Singleton
public class Orders {

  private final DataSource database;

  Orders(DataSource database) {
    this.database = database;
  }

  @PostConstruct
  void begin() {
    run("CREATE TABLE orders (what text)");
  }

  void add(String what) {
    run("INSERT INTO orders VALUES ('" + what + "')");
  }

  int count() {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM orders");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(String statement) {
    try (Connection connection = database.getConnection();
        PreparedStatement one = connection.prepareStatement(statement)) {
      one.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
