package dev.mayfly.mongodb;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;

/**
 * A database of its own for a test, in a {@link MongoDbContainer} that many tests share; it is
 * empty when the test begins and dropped afterwards.
 *
 * <p>Its collections are its own. What belongs to the whole server is not: users and roles,
 * parameters, and other databases, which a test that names them reaches. Thread-safe.
 */
@CheckReturnValue
public final class MongoDbDatabase implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private MongoDbDatabase() {}

  /** An empty database. */
  public static MongoDbDatabase of() {
    return new MongoDbDatabase();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** The connection string for this JVM, as {@link MongoDbContainer#uri}, with this database. */
  public String uri() {
    return login().uri(container().address(Login.PORT));
  }

  /** The same for containers on the same network, at {@code alias:27017}. */
  public String networkUri() {
    return login().uri(container().networkAddress(Login.PORT));
  }

  private Login login() {
    return Login.of(container().spec()).in(name());
  }
}
