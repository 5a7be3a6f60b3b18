package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.redis.RedisContainer;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes that implement one interface have its containers. */
@Tag("docker")
class ServicesInCommonTests {

  private static final Set<URI> SEEN = ConcurrentHashMap.newKeySet();

  // tag::services-in-common[]
  interface ShopServices {
    @Container(scope = ContainerScope.SUITE)
    PostgresContainer db = PostgresContainer.of("postgres:15").database("shop");

    @Container(scope = ContainerScope.SUITE)
    RedisContainer cache = RedisContainer.of("redis:7.0");
  }

  @Nested
  class Orders implements ShopServices {
    @Test
    void use_both() {
      SEEN.add(cache.uri());
      assertThat(db.jdbcUrl()).endsWith("/shop");
    }
  }

  // end::services-in-common[]

  @Nested
  class Invoices implements ShopServices {
    @Test
    void use_the_same_ones() {
      SEEN.add(cache.uri());
      assertThat(db.jdbcUrl()).endsWith("/shop");
    }
  }

  @AfterAll
  static void they_were_the_same() {
    assertThat(SEEN).hasSize(1);
  }
}
