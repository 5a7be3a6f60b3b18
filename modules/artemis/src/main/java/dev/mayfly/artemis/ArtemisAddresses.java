package dev.mayfly.artemis;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.arguments.Given;

/**
 * Addresses of its own for a test, in an {@link ArtemisContainer} that many tests share: their
 * names begin with what no other test has. They are deleted with their queues when the test is
 * over.
 *
 * <p>The broker does not enforce it. Thread-safe.
 */
@CheckReturnValue
public final class ArtemisAddresses implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private ArtemisAddresses() {}

  /** No addresses but those that clients make by using them. */
  public static ArtemisAddresses of() {
    return new ArtemisAddresses();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** What the broker knows the test's queue or topic under. */
  public String address(String name) {
    return name() + "." + Given.name(name, "address");
  }

  /** What all addresses of the test match, and no other's. */
  public String pattern() {
    return name() + ".#";
  }
}
