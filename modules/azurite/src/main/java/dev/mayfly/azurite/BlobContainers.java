package dev.mayfly.azurite;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.arguments.Given;

/**
 * Containers of blobs of its own for a test, in an {@link AzuriteContainer} that many tests share:
 * their names begin with what no other test has. They are deleted when the test is over.
 *
 * <p>Azurite does not enforce it. Queues and tables are not kept apart. Thread-safe.
 */
@CheckReturnValue
public final class BlobContainers implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private BlobContainers() {}

  /** No containers but those that clients make. */
  public static BlobContainers of() {
    return new BlobContainers();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /**
   * What the service knows the test's container under.
   *
   * @throws IllegalArgumentException if no container of blobs can be called so
   */
  public String container(String name) {
    if (!Given.name(name, "container").matches("[a-z0-9]+(-[a-z0-9]+)*") || name.length() > 36) {
      throw new IllegalArgumentException(
          Given.quoted(name)
              + " can't be the name of a container of blobs; use up to 36 of a-z and 0-9, and"
              + " single \"-\" between them.");
    }
    return name() + "-" + name;
  }
}
