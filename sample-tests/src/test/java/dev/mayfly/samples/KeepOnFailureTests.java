package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Keep;
import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** A container that stays for a look if a test fails. */
@Tag("docker")
class KeepOnFailureTests {

  // tag::keep[]
  @Container(image = "redis:7.0", keep = Keep.ON_FAILURE)
  static RedisContainer cache;

  // end::keep[]

  @Test
  void a_test_that_passes_leaves_nothing() {
    try (var redis = RedisClient.create(cache.uri())) {
      assertThat(redis.incr("visits")).isEqualTo(1);
    }
  }
}
