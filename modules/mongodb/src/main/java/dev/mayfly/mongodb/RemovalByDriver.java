package dev.mayfly.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.mayfly.RunningContainer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Drops databases with the user's driver, on a client that is kept. Thread-safe. */
final class RemovalByDriver implements DatabaseRemoval {

  private static final int PATIENCE_SECONDS = 10;

  private final RunningContainer container;
  private @Nullable MongoClient client;
  private String connectedTo = "";

  RemovalByDriver(RunningContainer container) {
    this.container = container;
  }

  @Override
  public void drop(String name) {
    client().getDatabase(name).drop();
  }

  /** Another one when the server was started again, which changes its port. */
  private synchronized MongoClient client() {
    var address = container.mappedAddress(Login.PORT);
    String host = address.getHostString();
    String known = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    MongoClient kept = client;
    if (kept != null && connectedTo.equals(known)) {
      return kept;
    }
    close();
    MongoClient fresh = MongoClients.create(settings(Login.of(container.spec()).uri(known)));
    client = fresh;
    connectedTo = known;
    return fresh;
  }

  private static MongoClientSettings settings(String uri) {
    return MongoClientSettings.builder()
        .applyConnectionString(new ConnectionString(uri))
        .applyToClusterSettings(
            cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .build();
  }

  @Override
  public synchronized void close() {
    MongoClient kept = client;
    client = null;
    if (kept != null) {
      kept.close();
    }
  }
}
