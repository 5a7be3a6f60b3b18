import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

@Testcontainers
class OrderTests {

  @Container
  static final PostgreSQLContainer<?> db =
      new PostgreSQLContainer<>(DockerImageName.parse("postgres:15")).withDatabaseName("orders");

  @Container
  static final GenericContainer<?> cache =
      new GenericContainer<>("redis:7.0")
          .withExposedPorts(6379)
          .withCommand("redis-server --port 6379")
          .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*\\n", 1));

  @Test
  void an_order_is_stored_by_the_user_of_before() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(db.getJdbcUrl(), db.getUsername(), db.getPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (item text)");
      try (ResultSet user = statement.executeQuery("select current_user")) {
        user.next();
        assertEquals("test", user.getString(1));
      }
    }
  }

  @Test
  void the_cache_answers() throws Exception {
    try (Socket socket = new Socket(cache.getHost(), cache.getFirstMappedPort())) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals("+PONG", new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine());
    }
  }
}
