package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.junit.Isolated;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.postgresql.PostgresDatabase;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.spring.ServiceConnection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** A database of the class's own on the server that all share, and a cache of its own. */
@SpringBootTest
class ContextTests {

  @Container(scope = ContainerScope.SUITE)
  static PostgresContainer server;

  @Isolated @ServiceConnection static PostgresDatabase db;

  @Container @ServiceConnection static RedisContainer cache;

  @Test
  void the_database_is_new_and_migrated(@Autowired Shop shop) {
    assertEquals(0, shop.orders());
    shop.order("tea");
    assertEquals("1", shop.number());
  }
}
