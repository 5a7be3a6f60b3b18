package acme.testing;

import dev.mayfly.redis.RedisContainer;

/** Servers that differ from a module's defaults only by options. */
public final class Services {

  private Services() {}

  /** A cache as small as the one in production. */
  public static RedisContainer smallCache() {
    return RedisContainer.of("redis:7.0").setting("maxmemory", "8mb");
  }
}
