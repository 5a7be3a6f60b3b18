package dev.mayfly.jdbc.url;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * R2DBC connections to a URL's database, which the first of them starts. Whoever subscribes does
 * not wait for that: it has a thread of its own. Thread-safe.
 */
final class ReactiveConnections implements ConnectionFactory {

  private final DatabaseUrl url;
  private final ConnectionFactoryOptions options;
  private final ConnectionFactoryMetadata metadata;
  private volatile @Nullable At current;

  private ReactiveConnections(
      DatabaseUrl url, ConnectionFactoryOptions options, ConnectionFactoryMetadata metadata) {
    this.url = url;
    this.options = options;
    this.metadata = metadata;
  }

  /** The server's own driver at an address. */
  private record At(String jdbcUrl, ConnectionFactory connections) {}

  /**
   * Connections that nothing was started for yet.
   *
   * @param options what the server's own driver is told beside the address
   * @throws IllegalArgumentException if that driver is not there
   */
  static ReactiveConnections of(DatabaseUrl url, ConnectionFactoryOptions options) {
    ConnectionFactory anywhere =
        ConnectionFactories.find(ReactiveAddress.NOWHERE.in(options, "nobody", "", "none"));
    if (anywhere == null) {
      throw new IllegalArgumentException(
          "No R2DBC driver on the class path knows \"%s\". try: add the server's to the dependencies of the tests, such as org.postgresql:r2dbc-postgresql, org.mariadb:r2dbc-mariadb or io.asyncer:r2dbc-mysql"
              .formatted(url.product()));
    }
    return new ReactiveConnections(url, options, anywhere.getMetadata());
  }

  @Override
  public Publisher<? extends Connection> create() {
    Publisher<Connection> publisher =
        subscriber -> {
          Thread starter = new Thread(() -> connect(subscriber), "mayfly-r2dbc");
          starter.setDaemon(true);
          starter.start();
        };
    return publisher;
  }

  private void connect(Subscriber<? super Connection> subscriber) {
    Publisher<? extends Connection> connection;
    try {
      connection = connections().create();
    } catch (RuntimeException | Error e) { // whoever waits has no other way to learn of it
      subscriber.onSubscribe(new Nothing());
      subscriber.onError(new R2dbcNonTransientResourceException(e.getMessage(), e));
      return;
    }
    connection.subscribe(subscriber);
  }

  /** By the driver at the server's address of now, since a restart may have moved it. */
  private ConnectionFactory connections() {
    Databases.Open database = MayflyDriver.databases().get(url);
    String jdbcUrl = database.jdbcUrl();
    At at = current;
    if (at == null || !at.jdbcUrl().equals(jdbcUrl)) {
      at = new At(jdbcUrl, ConnectionFactories.get(options(database, jdbcUrl)));
      current = at;
    }
    return at.connections();
  }

  private ConnectionFactoryOptions options(Databases.Open database, String jdbcUrl) {
    ReactiveAddress address = ReactiveAddress.of(jdbcUrl);
    String name = url.isIsolated() ? address.database() : database.server().database();
    return address.in(options, database.server().user(), database.server().password(), name);
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return metadata;
  }

  /** What a subscriber has that gets an error and no connection. */
  private record Nothing() implements Subscription {

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
