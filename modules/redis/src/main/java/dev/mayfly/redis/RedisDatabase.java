package dev.mayfly.redis;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import java.net.URI;
import javax.net.ssl.SSLContext;

/**
 * A numbered database of its own for a test, in a {@link RedisContainer} that many tests share; it
 * is empty when the test begins and emptied afterwards.
 *
 * <p>Keys are its own. What belongs to the whole server is not: channels of publish and subscribe,
 * scripts and functions, settings, users, and what {@code FLUSHALL} does. Thread-safe.
 */
@CheckReturnValue
public final class RedisDatabase implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private RedisDatabase() {}

  /** An empty database. */
  public static RedisDatabase of() {
    return new RedisDatabase();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** What {@code SELECT} takes. */
  public int number() {
    return Integer.parseInt(name());
  }

  /**
   * {@code redis://host:port/number} for this JVM, with the password if there is one, as {@link
   * RedisContainer#uri}.
   */
  public URI uri() {
    return uri(container().address(RedisContainer.PORT));
  }

  /**
   * {@code redis://alias:6379/number} for containers on the same network, with the password if
   * there is one.
   */
  public URI networkUri() {
    return uri(container().networkAddress(RedisContainer.PORT));
  }

  /** For clients in this JVM, as {@link RedisContainer#sslContext}. */
  public SSLContext sslContext() {
    return Tls.certificates(container().spec()).sslContext(container());
  }

  /** What clients elsewhere are to trust, as {@link RedisContainer#caCertificate}. */
  public String caCertificate() {
    return Tls.certificates(container().spec()).caCertificate(container());
  }

  private URI uri(String address) {
    return URI.create(Login.ofDefault(container().spec()).uri(address) + "/" + number());
  }
}
