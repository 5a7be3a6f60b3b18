package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.Fault;
import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A service that is started again, and a network that fails. */
@Tag("docker")
class FaultsTests {

  // tag::restart[]
  @Container
  static final RedisContainer cache =
      RedisContainer.of("redis:7.0").customize(spec -> spec.stableAddress());

  @Test
  void a_restart_keeps_the_address() {
    URI before = cache.uri();

    cache.running().restart(Duration.ofSeconds(5));

    assertThat(cache.uri()).isEqualTo(before);
    try (Jedis redis = new Jedis(before)) {
      assertThat(redis.ping()).isEqualTo("PONG");
    }
  }

  // end::restart[]

  // tag::faults[]
  @Test
  void a_new_connection_works_when_one_broke() {
    Jedis first = new Jedis(cache.uri());
    first.set("greeting", "hello");

    cache.faults().cut();

    assertThatThrownBy(first::ping).isInstanceOf(JedisConnectionException.class);
    try (Jedis second = new Jedis(cache.uri())) {
      assertThat(second.get("greeting")).isEqualTo("hello");
    }
  }

  @Test
  void a_slow_answer_is_waited_for_only_so_long() {
    cache.faults().delay(Duration.ofSeconds(30)); // undone when the test ends

    assertThatThrownBy(() -> new Jedis(cache.host(), cache.port(), 200).ping())
        .isInstanceOf(JedisConnectionException.class);
  }

  // end::faults[]

  @Test
  void what_the_last_test_disturbed_is_as_it_was() {
    try (Jedis redis = new Jedis(cache.uri())) {
      assertThat(redis.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void a_service_can_be_out_of_reach_for_a_while() {
    try (Fault refusal = cache.faults().refuse()) {
      assertThatThrownBy(() -> new Jedis(cache.uri()).ping())
          .isInstanceOf(JedisConnectionException.class);
      refusal.close();
    }
    what_the_last_test_disturbed_is_as_it_was();
  }

  @Test
  void without_a_stable_address_there_are_no_faults(@Container RedisContainer plain) {
    assertThatThrownBy(plain::faults)
        .hasMessageContaining("has no stable address, which faults need: add stableAddress()");
  }
}
