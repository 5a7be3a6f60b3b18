package acme.testing;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.redis.RedisContainer;
import java.net.URI;

/** The Redis server that keeps the sessions of the team's shop, configured as in production. */
public final class SessionStore implements ContainerHandle {

  private final RedisContainer redis =
      RedisContainer.of("redis:7.0").password("sessions").setting("maxmemory-policy", "volatile-lru");

  private SessionStore() {}

  /** What a field without a value gets. */
  public static SessionStore of() {
    return new SessionStore();
  }

  @Override
  public ContainerSlot slot() {
    return redis.slot();
  }

  /** What the shop's setting {@code sessions.uri} takes. */
  public URI uri() {
    return redis.uri();
  }
}
