package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.redis.RedisContainer;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two classes that describe a container equally share it for the whole run. */
@Tag("docker")
class SuiteScopeTests {

  private static final Set<URI> SEEN = ConcurrentHashMap.newKeySet();

  // tag::suite-scope[]
  @Nested
  class Orders {
    @Container(scope = ContainerScope.SUITE)
    static final RedisContainer cache = RedisContainer.of("redis:7.0");

    @Test
    void use_the_cache() {
      SEEN.add(cache.uri());
      assertThat(SEEN).hasSize(1);
    }
  }

  @Nested
  class Invoices {
    @Container(scope = ContainerScope.SUITE)
    static final RedisContainer store = RedisContainer.of("redis:7.0");

    @Test
    void use_the_same_one() {
      SEEN.add(store.uri());
      assertThat(SEEN).hasSize(1);
    }
  }
  // end::suite-scope[]
}
