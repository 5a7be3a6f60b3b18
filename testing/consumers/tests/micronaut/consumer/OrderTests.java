package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderTests implements TestPropertyProvider {

  @Container static PostgresContainer db;

  @Inject Orders orders;

  @Override
  public Map<String, String> getProperties() {
    return Map.of(
        "datasources.default.url", db.jdbcUrl(),
        "datasources.default.username", db.user(),
        "datasources.default.password", db.password(),
        "datasources.default.driver-class-name", db.driverClassName());
  }

  @Test
  void an_order_is_kept() {
    orders.add("tea");
    assertEquals(1, orders.count());
  }
}
