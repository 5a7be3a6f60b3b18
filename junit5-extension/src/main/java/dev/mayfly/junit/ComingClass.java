package dev.mayfly.junit;

import dev.mayfly.RunningContainer;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.runtime.StartRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started ahead of a test class. Before the class begins, containers come in; from then on
 * none does, and the class takes them out. Thread-safe.
 */
final class ComingClass implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");

  /** Null until a lane was claimed for the class or it has begun; empty once it has begun. */
  private final AtomicReference<@Nullable Optional<Lane>> early = new AtomicReference<>();

  private final Map<Declaration, Optional<EarlyStart>> starts = new ConcurrentHashMap<>();
  private volatile Optional<Lane> lane = Optional.empty();

  /** The class begins. */
  void begin() {
    Optional<Lane> claimed = early.getAndSet(Optional.empty());
    if (claimed != null) {
      lane = claimed;
    }
  }

  /** Whether the class had not begun when a lane was claimed, which then is the class's. */
  boolean join(Lane claimed) {
    return early.compareAndSet(null, Optional.of(claimed));
  }

  /** Whether neither the class has begun nor its container was started. */
  boolean accepts(Declaration declaration, EarlyStart start) {
    return !hasBegun() && starts.putIfAbsent(declaration, Optional.of(start)) == null;
  }

  boolean hasBegun() {
    return Optional.empty().equals(early.get());
  }

  /** The lane of what was started early, which the rest of the class has to use too. */
  Optional<Lane> lane() {
    return lane;
  }

  /** The container of a declaration if it was started early, and as it is wanted now. */
  Optional<RunningContainer> take(Declaration declaration, StartRequest wanted) {
    Optional<EarlyStart> start = starts.put(declaration, Optional.empty());
    return start == null ? Optional.empty() : start.flatMap(one -> one.take(wanted));
  }

  /** The class takes a shared container from those who have it. */
  void takesShared(Declaration declaration) {
    Optional<EarlyStart> start = starts.put(declaration, Optional.empty());
    if (start != null) {
      start.ifPresent(EarlyStart::leaveBudget);
    }
  }

  /** Removes what the class has not taken. */
  @Override
  public void close() {
    for (Declaration declaration : List.copyOf(starts.keySet())) {
      try {
        Optional<EarlyStart> start = starts.put(declaration, Optional.empty());
        Optional.ofNullable(start).flatMap(one -> one).ifPresent(EarlyStart::close);
      } catch (RuntimeException e) {
        LOG.warn("{} was not removed; the end of the run will try again", declaration.place(), e);
      }
    }
  }
}
