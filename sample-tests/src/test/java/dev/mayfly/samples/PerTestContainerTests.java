package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import redis.clients.jedis.RedisClient;

/** A container in an instance field is fresh for each test. */
@Tag("docker")
class PerTestContainerTests {

  // tag::instance-field[]
  @Container final RedisContainer cache = RedisContainer.of("redis:7.0").password("secret");

  @RepeatedTest(2)
  void no_test_sees_what_another_has_stored() {
    try (var redis = RedisClient.create(cache.uri())) {
      assertThat(redis.incr("visits")).isEqualTo(1);
    }
  }
  // end::instance-field[]
}
