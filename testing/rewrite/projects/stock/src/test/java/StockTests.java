import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mysql.MySQLContainer;

@Testcontainers
class StockTests {

  static final Network network = Network.newNetwork();

  @Container static final KafkaContainer broker = new KafkaContainer("apache/kafka:4.1.0");

  @Container
  static final MySQLContainer db =
      new MySQLContainer("mysql:8.4")
          .withDatabaseName("stock")
          .withPassword("secret")
          .withNetwork(network)
          .withNetworkAliases("stock-db");

  @Container
  static final GenericContainer<?> client =
      new GenericContainer<>("busybox:1.35")
          .withCommand("sleep", "1h")
          .withNetwork(network)
          .dependsOn(db);

  @Test
  void the_broker_is_reached() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBootstrapServers()))) {
      assertEquals(1, admin.describeCluster().nodes().get().size());
    }
  }

  @Test
  void the_database_is_reached_from_here() throws Exception {
    try (Connection connection =
        DriverManager.getConnection(db.getJdbcUrl(), db.getUsername(), db.getPassword())) {
      assertTrue(connection.isValid(10));
    }
  }

  @Test
  void the_database_is_found_by_its_name_on_the_network() throws Exception {
    assertEquals(0, client.execInContainer("ping", "-c", "1", "stock-db").getExitCode());
  }
}
