package dev.mayfly.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

@Tag("docker")
class RedisContainerTests {

  private static final String PASSWORD = "p@ss: wörd/%";

  @Container
  private static final RedisContainer open = RedisContainer.of().setting("maxmemory", "64mb");

  @Container private static final RedisContainer guarded = RedisContainer.of().password(PASSWORD);

  @Test
  void a_client_stores_a_value() {
    try (Jedis redis = new Jedis(open.uri())) {
      redis.set("greeting", "hello");
      assertThat(redis.get("greeting")).isEqualTo("hello");
    }
  }

  @Test
  void flags_are_in_force() {
    try (Jedis redis = new Jedis(open.uri())) {
      assertThat(redis.configGet("maxmemory")).containsEntry("maxmemory", "67108864");
      assertThat(redis.configGet("save")).containsEntry("save", "");
    }
  }

  @Test
  void the_uri_carries_the_password() {
    try (Jedis redis = new Jedis(guarded.uri())) {
      assertThat(redis.ping()).isEqualTo("PONG");
    }
    try (Jedis redis = new Jedis(guarded.host(), guarded.port())) {
      assertThatThrownBy(redis::ping).hasMessageContaining("NOAUTH");
    }
  }

  @Test
  void redis_cli_in_the_container_knows_the_password() {
    assertThat(guarded.exec("redis-cli", "PING").orThrow().stdout()).isEqualTo("PONG\n");
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    String uri = guarded.networkUri().toString();
    assertThat(uri).endsWith("@guarded:6379");
    assertThat(open.exec("redis-cli", "-u", uri, "PING").orThrow().stdout()).isEqualTo("PONG\n");
  }

  @Test
  void a_stopped_server_is_ready_again_after_its_start(@Container RedisContainer redis) {
    redis.running().restart(Duration.ofSeconds(5));
    try (Jedis client = new Jedis(redis.uri())) {
      assertThat(client.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void a_server_with_a_password_of_its_own_fails_the_start_at_once() {
    RedisContainer misconfigured = RedisContainer.of().setting("requirepass", "secret");
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(misconfigured))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("NOAUTH")
          .hasMessageContaining("password(…)");
    }
  }
}
