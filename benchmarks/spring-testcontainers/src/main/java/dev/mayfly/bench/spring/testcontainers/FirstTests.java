package dev.mayfly.bench.spring.testcontainers;

import dev.mayfly.bench.spring.shop.ShopTests;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** One of five that declare the same, as Boot's documentation shows it. */
@Testcontainers
class FirstTests extends ShopTests {

  @Container @ServiceConnection
  static final PostgreSQLContainer<?> db = new PostgreSQLContainer<>("postgres:15");

  @Container
  @ServiceConnection(name = "redis")
  static final GenericContainer<?> cache =
      new GenericContainer<>("redis:7.0").withExposedPorts(6379);
}
