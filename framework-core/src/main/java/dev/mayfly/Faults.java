package dev.mayfly;

import java.time.Duration;

/**
 * Disturbs the connections to a container that has a {@linkplain ContainerSpec#stableAddress stable
 * address}, as a bad network does.
 *
 * <p>A fault holds for the connections that are open and for those to come, on all ports with a
 * stable address, until it is closed; the JUnit extension undoes all at the end of each test, also
 * of one that failed. Several hold together: the longest delay, the least throughput. Who shares a
 * container shares its faults. Thread-safe.
 */
public interface Faults {

  /** Which way bytes go. */
  enum Direction {
    TO_CONTAINER,
    FROM_CONTAINER
  }

  /** Resets new connections as soon as they are made. Those that are open go on. */
  Fault refuse();

  /** Resets all connections that are open now. New ones can be made at once. */
  void cut();

  /**
   * Lets what the container sends arrive later. Of a stream that never pauses each piece, of 64 KiB
   * at most, is that much later than the last.
   *
   * @throws IllegalArgumentException if {@code delay} is negative
   */
  Fault delay(Duration delay);

  /**
   * Lets each connection carry at most so many bytes a second in each direction.
   *
   * @throws IllegalArgumentException if {@code bytesPerSecond} is less than 1
   */
  Fault throttle(long bytesPerSecond);

  /** Lets bytes of one direction vanish, while the connection stays open. */
  Fault drop(Direction direction);

  /** Undoes all faults that hold now. What was cut or dropped stays so. */
  void undo();
}
