package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.junit.Container;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.PostgreSQLContainer;

class DeclaredTests {

  @Container static PostgreSQLContainer<?> db = new PostgreSQLContainer<>("postgres:15");

  @Container(dependsOn = "db")
  static GenericContainer<?> cache = new GenericContainer<>("redis:7.0").withExposedPorts(6379);

  @Container(dependsOn = "cache")
  static dev.mayfly.GenericContainer web = dev.mayfly.GenericContainer.of("nginx:1.22");

  @Test
  void containers_of_both_libraries_stand_side_by_side() throws Exception {
    try (Connection orders =
        DriverManager.getConnection(db.getJdbcUrl(), db.getUsername(), db.getPassword())) {
      assertTrue(orders.isValid(10));
    }
    assertEquals(0, web.exec("getent", "hosts", "cache").exitCode());
  }
}
