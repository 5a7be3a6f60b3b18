package dev.mayfly.lifetime;

import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.runtime.StartRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started ahead of a scope. Before the scope begins, containers come in; from then on none
 * does, and the scope takes them out. Thread-safe.
 */
public final class EarlyGroup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");

  /** Null until names were claimed for the scope or it has begun; empty once it has begun. */
  private final AtomicReference<@Nullable Optional<Foreseen>> early = new AtomicReference<>();

  private final Map<String, Optional<EarlyStart>> starts = new ConcurrentHashMap<>();
  private volatile Optional<Foreseen> foreseen = Optional.empty();

  EarlyGroup() {}

  /**
   * The network of what was started early, and all that will be there.
   *
   * @param places of the declarations
   */
  private record Foreseen(Claim claim, Set<String> places) {}

  /** The scope begins. */
  void begin() {
    Optional<Foreseen> known = early.getAndSet(Optional.empty());
    if (known != null) {
      foreseen = known;
    }
  }

  /** Whether the scope had not begun when names were claimed, which then are the scope's. */
  boolean join(Claim claim, Set<String> places) {
    return early.compareAndSet(null, Optional.of(new Foreseen(claim, places)));
  }

  /** Whether neither the scope has begun nor the declaration's container was started. */
  boolean accepts(String place, EarlyStart start) {
    return !hasBegun() && starts.putIfAbsent(place, Optional.of(start)) == null;
  }

  boolean hasBegun() {
    return Optional.empty().equals(early.get());
  }

  /** The names that were claimed early, if any were. */
  Optional<Claim> claim() {
    return foreseen.map(Foreseen::claim);
  }

  /** The same, if these are among those that they were claimed for. */
  Optional<Claim> claimFor(List<ServiceSpec> specs) {
    return foreseen
        .filter(known -> specs.stream().allMatch(spec -> known.places().contains(spec.place())))
        .map(Foreseen::claim);
  }

  /** The container of a declaration if it was started early, and as it is wanted now. */
  Optional<RunningContainer> take(StartRequest wanted) {
    Optional<EarlyStart> start = starts.put(wanted.place(), Optional.empty());
    return start == null ? Optional.empty() : start.flatMap(one -> one.take(wanted));
  }

  /** The scope takes a shared container from those who have it. */
  void takesShared(String place) {
    Optional<EarlyStart> start = starts.put(place, Optional.empty());
    if (start != null) {
      start.ifPresent(EarlyStart::leaveBudget);
    }
  }

  /** Removes what the scope has not taken. */
  @Override
  public void close() {
    for (String place : List.copyOf(starts.keySet())) {
      try {
        Optional<EarlyStart> start = starts.put(place, Optional.empty());
        Optional.ofNullable(start).flatMap(one -> one).ifPresent(EarlyStart::close);
      } catch (RuntimeException e) {
        LOG.warn("{} was not removed; the end of the run will try again", place, e);
      }
    }
  }
}
