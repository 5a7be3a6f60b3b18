package dev.mayfly.nats;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.arguments.Given;

/**
 * Subjects, streams and buckets of its own for a test, in a {@link NatsContainer} that many tests
 * share: their names begin with what no other test has. Streams and buckets are deleted when the
 * test is over, if NATS's Java client is on the class path; without it they go with the container.
 *
 * <p>The server does not enforce it. Thread-safe.
 */
@CheckReturnValue
public final class NatsSubjects implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private NatsSubjects() {}

  /** No streams and buckets but those that clients make. */
  public static NatsSubjects of() {
    return new NatsSubjects();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /**
   * What the server knows the test's subject under; {@code subject("orders.*")} is a wildcard of
   * the test's own, {@code subject(">")} all that it has.
   */
  public String subject(String name) {
    return name() + "." + Given.name(name, "subject");
  }

  /** What the server knows the test's stream under. */
  public String stream(String name) {
    return inStream(name() + "_" + Given.name(name, "stream"));
  }

  /** What the server knows the test's bucket of keys and values, or of objects, under. */
  public String bucket(String name) {
    return inStream(name() + "_" + Given.name(name, "bucket"));
  }

  /** The server takes neither for a name of a stream, and clients say so in ways of their own. */
  private static String inStream(String name) {
    if (!name.matches("[\\w-]+")) {
      throw new IllegalArgumentException(
          "Names of streams and buckets are letters, digits, _ and -, and not \"" + name + "\".");
    }
    return name;
  }
}
