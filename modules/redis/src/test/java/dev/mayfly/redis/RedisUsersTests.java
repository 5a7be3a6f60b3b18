package dev.mayfly.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

@Tag("docker")
class RedisUsersTests {

  @Container
  private static final RedisContainer cache =
      RedisContainer.of()
          .password("root")
          .user("reader", "p@ss: w", "~orders:* +@read")
          .user("clerk", "secret2", "~* &* +@all");

  @Test
  void a_user_may_do_what_its_rules_allow_and_no_more() {
    try (Jedis clerk = new Jedis(cache.uri("clerk"));
        Jedis reader = new Jedis(cache.uri("reader"))) {
      clerk.set("orders:1", "a book");
      assertThat(reader.get("orders:1")).isEqualTo("a book");
      assertThatThrownBy(() -> reader.set("orders:1", "two"))
          .isInstanceOf(JedisAccessControlException.class)
          .hasMessageContaining("NOPERM");
      assertThatThrownBy(() -> reader.get("stock:1")).hasMessageContaining("NOPERM");
    }
  }

  @Test
  void the_password_is_that_of_the_default_user_still() {
    try (Jedis redis = new Jedis(cache.uri())) {
      assertThat(redis.aclWhoAmI()).isEqualTo("default");
    }
    assertThat(cache.networkUri("clerk")).hasToString("redis://clerk:secret2@cache:6379");
  }

  @Test
  void rules_that_redis_does_not_know_fail_the_start_with_its_own_words() {
    RedisContainer wrong = RedisContainer.of().user("ann", "secret", "+@nothing-known");
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(wrong))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("Unknown command or category name in ACL");
    }
  }
}
