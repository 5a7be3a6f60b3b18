/**
 * Redis for tests: {@link dev.mayfly.redis.RedisContainer}.
 *
 * <pre>{@code
 * class CacheTests {
 *   @Container static RedisContainer cache;
 *
 *   @Test void keeps_a_value() {
 *     try (var redis = RedisClient.create(cache.uri())) {
 *       redis.set("greeting", "hello");
 *       assertThat(redis.get("greeting")).isEqualTo("hello");
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.redis;

import org.jspecify.annotations.NullMarked;
