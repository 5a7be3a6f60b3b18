package dev.mayfly.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Redis's fork, by the same handle. */
@Tag("docker")
class ValkeyTests {

  @Container
  private static final RedisContainer cache =
      RedisContainer.of("valkey/valkey:8").password("p@ss: w").user("ann", "secret", "~* +@read");

  @Test
  void a_client_stores_a_value_in_the_tests_own_database(@Isolated RedisDatabase mine) {
    try (Jedis valkey = new Jedis(mine.uri())) {
      valkey.set("greeting", "hello");
      assertThat(valkey.get("greeting")).isEqualTo("hello");
      assertThat(valkey.info("server")).contains("server_name:valkey");
    }
  }

  @Test
  void it_runs_as_its_own_user_and_its_command_line_client_knows_the_password() {
    assertThat(cache.exec("valkey-cli", "PING").orThrow().stdout()).isEqualTo("PONG\n");
    assertThat(cache.exec("stat", "-c", "%U", "/proc/1").orThrow().stdout()).isEqualTo("valkey\n");
  }
}
