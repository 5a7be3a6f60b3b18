package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One container for all JVMs of a build; here two sessions stand for two JVMs. */
@Tag("docker")
class SharedInABuildTests {

  // tag::scope[]
  @Container(scope = ContainerScope.BUILD)
  static final RedisContainer sessions = RedisContainer.of("redis:7.0");

  // end::scope[]

  @Test
  void a_field_of_the_build_is_used_like_any_other() {
    assertThat(sessions.exec("redis-cli", "ping").stdout()).startsWith("PONG");
  }

  // tag::lease[]
  private static final Settings NO_LINGER =
      Settings.load(name -> Optional.ofNullable(Map.of("mayfly.build.linger", "0").get(name)));

  private static RedisContainer cacheOf(Containers jvm) {
    return jvm.lease("cache", RedisContainer.of("redis:7.0"));
  }

  @Test
  void whoever_asks_for_the_same_gets_the_same() {
    try (Containers one = Containers.open(NO_LINGER);
        Containers two = Containers.open(NO_LINGER)) {
      assertThat(cacheOf(two).uri()).isEqualTo(cacheOf(one).uri());
    }
  }

  // end::lease[]

  @Test
  void services_with_hooks_and_readiness_of_their_own_can_be_shared() {
    try (Containers one = Containers.open(NO_LINGER);
        Containers two = Containers.open(NO_LINGER)) {
      PostgresContainer database = one.lease("db", PostgresContainer.of("postgres:15"));
      KafkaContainer broker = one.lease("broker", KafkaContainer.of("apache/kafka:4.1.0"));

      assertThat(two.lease("db", PostgresContainer.of("postgres:15")).jdbcUrl())
          .isEqualTo(database.jdbcUrl());
      assertThat(two.lease("broker", KafkaContainer.of("apache/kafka:4.1.0")).bootstrapServers())
          .isEqualTo(broker.bootstrapServers());
    }
  }
}
