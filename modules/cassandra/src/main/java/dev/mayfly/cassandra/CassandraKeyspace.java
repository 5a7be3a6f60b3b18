package dev.mayfly.cassandra;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;

/**
 * A keyspace of its own for a test, in a {@link CassandraContainer} that many tests share; it is
 * empty when the test begins and dropped afterwards. Its {@link #name} is what drivers connect to.
 *
 * <p>Tables, types, functions and indexes are its own. Roles and settings of the node are not.
 * Thread-safe.
 */
@CheckReturnValue
public final class CassandraKeyspace implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private CassandraKeyspace() {}

  /** An empty keyspace, of which each row is kept once. */
  public static CassandraKeyspace of() {
    return new CassandraKeyspace();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** What drivers want to know as their local datacenter. */
  public String datacenter() {
    return CassandraContainer.datacenter(container().spec());
  }

  /** {@code host:port} for drivers in this JVM. */
  public String address() {
    return container().address(CassandraContainer.PORT);
  }

  /** {@code alias:9042} for drivers in containers on the same network. */
  public String networkAddress() {
    return container().networkAddress(CassandraContainer.PORT);
  }
}
