package dev.mayfly.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RedisOptionsTests {

  private static ContainerSpec spec(RedisContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_that_saves_nothing() {
    ContainerSpec spec = spec(RedisContainer.of());
    assertThat(spec.image().describe()).isEqualTo("redis:7.0");
    assertThat(spec.ports()).containsExactly(Port.tcp(6379));
    assertThat(spec.command()).containsExactly("redis-server", "--save", "", "--databases", "1024");
    assertThat(RedisContainer.of().password()).isNull();
  }

  @Test
  void flags_are_handed_to_the_server_in_order() {
    assertThat(
            spec(RedisContainer.of().setting("maxmemory", "64mb").setting("save", "60", "1"))
                .command())
        .endsWith("--maxmemory", "64mb", "--save", "60", "1");
  }

  @Test
  void a_password_reaches_the_server_its_command_line_client_and_the_readiness() {
    RedisContainer container = RedisContainer.of().password("secret");
    assertThat(container.password()).isEqualTo("secret");
    assertThat(spec(container).command()).endsWith("--requirepass", "secret");
    assertThat(spec(container).env()).containsEntry("REDISCLI_AUTH", "secret");
    assertThat(spec(container).readiness()).isEqualTo(new PingReadiness());
  }

  @Test
  void a_readiness_of_the_users_own_stays() {
    RedisContainer container =
        RedisContainer.of()
            .customize(spec -> spec.readyWhen(ReadyWhen.log("Ready to accept")))
            .password("secret");
    assertThat(spec(container).readiness()).isEqualTo(ReadyWhen.log("Ready to accept"));
  }

  @Test
  void an_option_returns_a_copy() {
    RedisContainer container = RedisContainer.of();
    assertThat(spec(container.password("secret"))).isNotEqualTo(spec(container));
    assertThat(spec(container)).isEqualTo(spec(RedisContainer.of()));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(RedisContainer.class, RedisContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @Test
  void an_empty_password_is_refused_since_redis_takes_it_for_none() {
    assertThatThrownBy(() -> RedisContainer.of().password(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("The password is empty", "try: ");
  }
}
