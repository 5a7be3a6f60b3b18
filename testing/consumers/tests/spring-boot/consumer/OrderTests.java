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

@SpringBootTest
class OrderTests {

  @Container(scope = ContainerScope.SUITE)
  @ServiceConnection
  static PostgresContainer db;

  @Container(scope = ContainerScope.SUITE)
  @ServiceConnection
  static RedisContainer cache;

  @Test
  void an_order_is_kept_and_counted(@Autowired Shop shop) {
    int before = shop.orders();
    shop.order("tea");
    assertEquals(before + 1, shop.orders());
  }
}
