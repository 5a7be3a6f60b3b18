package dev.mayfly.pulsar;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.arguments.Given;

/**
 * A namespace of its own for a test, in a {@link PulsarContainer} that many tests share; it is
 * empty when the test begins and deleted with its topics afterwards. Its {@link #name} is that in
 * the tenant {@code public}, such as {@code public/mayfly-…}.
 *
 * <p>Topics, subscriptions, schemas and policies are its own. Thread-safe.
 */
@CheckReturnValue
public final class PulsarNamespace implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private PulsarNamespace() {}

  /** An empty namespace. */
  public static PulsarNamespace of() {
    return new PulsarNamespace();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** {@code persistent://public/…/name}: what clients call the test's topic. */
  public String topic(String name) {
    return "persistent://" + name() + "/" + Given.name(name, "topic");
  }
}
