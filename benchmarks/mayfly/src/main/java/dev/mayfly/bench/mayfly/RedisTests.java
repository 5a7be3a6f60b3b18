package dev.mayfly.bench.mayfly;

import dev.mayfly.bench.subject.Service;
import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import org.junit.jupiter.api.Test;

/** One Redis for one class. */
class RedisTests {

  @Container static final RedisContainer redis = RedisContainer.of("redis:7.0");

  @Test
  void answers() throws Exception {
    Service.REDIS.ask(redis.host(), redis.port());
  }
}
