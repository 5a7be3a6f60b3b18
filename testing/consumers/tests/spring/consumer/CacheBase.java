package consumer;

import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What most projects have: a superclass with a container, and one context for all that extend it. */
@SpringBootTest(classes = Cache.class)
abstract class CacheBase {

  @Container static final RedisContainer redis = RedisContainer.of("redis:7.0");

  @DynamicPropertySource
  static void cache(DynamicPropertyRegistry registry) {
    registry.add("cache.host", () -> redis.host());
    registry.add("cache.port", () -> redis.port(6379));
  }
}
