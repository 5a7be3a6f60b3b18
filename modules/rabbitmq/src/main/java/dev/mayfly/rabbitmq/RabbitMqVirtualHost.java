package dev.mayfly.rabbitmq;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import java.net.URI;
import javax.net.ssl.SSLContext;

/**
 * A virtual host of its own for a test, in a {@link RabbitMqContainer} that many tests share; it is
 * empty when the test begins and deleted afterwards, which closes the connections to it.
 *
 * <p>Exchanges, queues, bindings, policies and messages are its own. Users, plugins and limits of
 * the broker are not. Thread-safe.
 */
@CheckReturnValue
public final class RabbitMqVirtualHost implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private RabbitMqVirtualHost() {}

  /** An empty virtual host. */
  public static RabbitMqVirtualHost of() {
    return new RabbitMqVirtualHost();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** {@code amqp://user:password@host:port/name} for this JVM. */
  public URI uri() {
    return login().uri(container().address(Login.PORT));
  }

  /** The same for containers on the same network, at {@code alias:5672}. */
  public URI networkUri() {
    return login().uri(container().networkAddress(Login.PORT));
  }

  /**
   * {@code amqps://user:password@host:port/name} for this JVM.
   *
   * @throws IllegalStateException if the broker has no {@link RabbitMqContainer#tls}
   */
  public URI tlsUri() {
    return login().tlsUri(container().address(Tls.port(container().spec())));
  }

  /**
   * For clients in this JVM, as {@link RabbitMqContainer#sslContext}.
   *
   * @throws IllegalStateException if the broker has no {@link RabbitMqContainer#tls}
   */
  public SSLContext sslContext() {
    return Tls.certificates(container().spec()).sslContext(container());
  }

  /**
   * What clients elsewhere are to trust, as {@link RabbitMqContainer#caCertificate}.
   *
   * @throws IllegalStateException if the broker has no {@link RabbitMqContainer#tls}
   */
  public String caCertificate() {
    return Tls.certificates(container().spec()).caCertificate(container());
  }

  /** The broker's management for this JVM, as {@link RabbitMqContainer#managementUrl}. */
  public URI managementUrl() {
    return Tls.managementUrl(container().spec(), container()::address);
  }

  private Login login() {
    return Login.of(container().spec().env()).in(name());
  }
}
