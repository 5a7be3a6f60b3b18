package dev.mayfly.bench.spring.mayfly;

import dev.mayfly.bench.spring.shop.ShopTests;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.spring.ServiceConnection;

/** One of five that declare the same. */
class FirstTests extends ShopTests {

  @Container(scope = ContainerScope.SUITE)
  @ServiceConnection
  static final PostgresContainer db = PostgresContainer.of("postgres:15");

  @Container(scope = ContainerScope.SUITE)
  @ServiceConnection
  static final RedisContainer cache = RedisContainer.of("redis:7.0");
}
