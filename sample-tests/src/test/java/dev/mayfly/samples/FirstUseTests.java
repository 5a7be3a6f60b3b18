package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

/** Containers that are used before the first test, by a static initialiser and by a source. */
@Tag("docker")
class FirstUseTests {

  // tag::first[]
  @Container static final RedisContainer cache = RedisContainer.of();

  static final RedisClient CLIENT = RedisClient.create(cache.uri()); // starts the container

  static Stream<String> keys() {
    CLIENT.set("greeting", "hello");
    return CLIENT.keys("*").stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void finds_each_key(String key) {
    assertThat(CLIENT.get(key)).isEqualTo("hello");
  }
  // end::first[]
}
