package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Postgres.class)
class OrderTests {

  @Inject Orders orders;

  @Test
  void an_order_is_kept() {
    orders.add("tea");
    assertEquals(1, orders.count());
  }
}
