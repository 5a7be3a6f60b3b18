package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.RunningContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** A container that one test alone needs is a parameter of it. */
@Tag("docker")
class ParameterTests {

  // tag::parameter[]
  @Test
  void a_test_gets_a_container_of_its_own(@Container RedisContainer cache) {
    try (var redis = RedisClient.create(cache.uri())) {
      redis.set("greeting", "hello");
      assertThat(redis.get("greeting")).isEqualTo("hello");
    }
  }

  // end::parameter[]

  @Test
  void the_image_may_be_said_here(
      @Container(
              image = "busybox:1.35",
              command = {"sleep", "1h"})
          RunningContainer box) {
    assertThat(box.isRunning()).isTrue();
    assertThat(box.exec("echo", "hello").stdout()).isEqualTo("hello\n");
  }
}
