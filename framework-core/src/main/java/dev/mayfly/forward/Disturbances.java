package dev.mayfly.forward;

import dev.mayfly.Durations;
import dev.mayfly.Fault;
import dev.mayfly.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The faults of one container that hold now, as its connections see them. Thread-safe. */
final class Disturbances implements Faults {

  static final int LARGEST_PIECE = 1 << 16;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int PIECES_A_SECOND = 10;

  private final Runnable cutting;
  private final List<Active> active = new CopyOnWriteArrayList<>();

  /**
   * No faults.
   *
   * @param cutting resets the connections that are open
   */
  Disturbances(Runnable cutting) {
    this.cutting = cutting;
  }

  /** A fault that holds; compared by identity, since equal ones may hold at the same time. */
  private static final class Active {
    final boolean refuses;
    final Duration delay;
    final long bytesPerSecond;
    final List<Direction> dropped;

    Active(boolean refuses, Duration delay, long bytesPerSecond, List<Direction> dropped) {
      this.refuses = refuses;
      this.delay = delay;
      this.bytesPerSecond = bytesPerSecond;
      this.dropped = dropped;
    }
  }

  private Fault set(boolean refuses, Duration delay, long bytesPerSecond, Direction... dropped) {
    Active fault = new Active(refuses, delay, bytesPerSecond, List.of(dropped));
    active.add(fault);
    return () -> remove(List.of(fault));
  }

  private synchronized void remove(List<Active> faults) {
    active.removeAll(faults);
    notifyAll();
  }

  @Override
  public Fault refuse() {
    return set(true, Duration.ZERO, Long.MAX_VALUE);
  }

  @Override
  public void cut() {
    cutting.run();
  }

  @Override
  public Fault delay(Duration delay) {
    required(delay, "delay");
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A delay of " + delay + " is negative.");
    }
    return set(false, Durations.bounded(delay), Long.MAX_VALUE);
  }

  @Override
  public Fault throttle(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          bytesPerSecond + " bytes a second carry nothing; use drop(…) for that.");
    }
    return set(false, Duration.ZERO, bytesPerSecond);
  }

  @Override
  public Fault drop(Direction direction) {
    required(direction, "direction");
    return set(false, Duration.ZERO, Long.MAX_VALUE, direction);
  }

  private static void required(@Nullable Object value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("The " + name + " of a fault is null.");
    }
  }

  @Override
  public void undo() {
    remove(List.copyOf(active));
  }

  boolean refuses() {
    return active.stream().anyMatch(fault -> fault.refuses);
  }

  boolean drops(Direction direction) {
    return active.stream().anyMatch(fault -> fault.dropped.contains(direction));
  }

  /** How much to read at once, so that a throttled stream flows evenly. */
  int piece() {
    long rate = least(fault -> fault.bytesPerSecond);
    return (int) Math.max(1, Math.min(LARGEST_PIECE, rate / PIECES_A_SECOND));
  }

  /** Waits before a piece goes on, for as long as the faults say that hold meanwhile. */
  synchronized void hold(Direction direction, int bytes) throws InterruptedException {
    long begin = System.nanoTime();
    long left = wanted(direction, bytes);
    while (left > 0) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = wanted(direction, bytes) - (System.nanoTime() - begin);
    }
  }

  private long wanted(Direction direction, int bytes) {
    long rate = least(fault -> fault.bytesPerSecond);
    long throttled = rate == Long.MAX_VALUE ? 0 : (long) ((double) bytes / rate * SECOND);
    long delayed =
        direction == Direction.TO_CONTAINER ? 0 : -least(fault -> -fault.delay.toNanos());
    return throttled + (active.isEmpty() ? 0 : delayed);
  }

  private long least(ToLongFunction<Active> value) {
    return active.stream().mapToLong(value).min().orElse(Long.MAX_VALUE);
  }
}
