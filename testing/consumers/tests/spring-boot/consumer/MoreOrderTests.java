package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.spring.ServiceConnection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Another class of the same containers, and so of the same context. */
@SpringBootTest
class MoreOrderTests {

  @Container(scope = ContainerScope.SUITE)
  @ServiceConnection
  static PostgresContainer db;

  @Container(scope = ContainerScope.SUITE)
  @ServiceConnection
  static RedisContainer cache;

  @Autowired private Shop shop;

  @Test
  void both_classes_have_one_application() {
    shop.order("coffee");
    assertEquals(Integer.toString(shop.orders()), shop.number());
  }
}
