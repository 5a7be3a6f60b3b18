package dev.mayfly.bench.testcontainers;

import dev.mayfly.bench.subject.Service;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** One Redis for one class. */
@Testcontainers
class RedisTests {

  @Container
  static final GenericContainer<?> redis =
      new GenericContainer<>("redis:7.0").withExposedPorts(6379);

  @Test
  void answers() throws Exception {
    Service.REDIS.ask(redis.getHost(), redis.getMappedPort(6379));
  }
}
