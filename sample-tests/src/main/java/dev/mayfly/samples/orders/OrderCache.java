package dev.mayfly.samples.orders;

import static redis.clients.jedis.params.SetParams.setParams;

import java.net.URI;
import java.util.Optional;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Remembers orders in Redis, and does without while Redis is out of reach. */
final class OrderCache {

  private static final int TIMEOUT_MILLIS = 300;
  private static final int SECONDS_TO_LIVE = 60;

  private final RedisClient redis;

  OrderCache(URI uri) {
    this.redis =
        RedisClient.builder()
            .hostAndPort(uri.getHost(), uri.getPort())
            .clientConfig(DefaultJedisClientConfig.builder().timeoutMillis(TIMEOUT_MILLIS).build())
            .build();
  }

  Optional<Order> find(long id) {
    try {
      return Optional.ofNullable(redis.get(key(id))).map(item -> new Order(id, item));
    } catch (JedisException lost) {
      return Optional.empty();
    }
  }

  void remember(Order order) {
    try {
      redis.set(key(order.id()), order.item(), setParams().ex(SECONDS_TO_LIVE));
    } catch (JedisException lost) {
      System.err.println("order " + order.id() + " is not cached: " + lost.getMessage());
    }
  }

  private static String key(long id) {
    return "order:" + id;
  }

  /** Throws unless Redis answers. */
  void check() {
    redis.ping();
  }
}
