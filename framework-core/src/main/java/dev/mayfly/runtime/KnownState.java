package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineEvent.Kind;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the engine said last of a container, as long as nothing has happened to it since: others
 * than Mayfly may end it and start it again, with other ports. Thread-safe.
 */
final class KnownState {

  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Seen seen;
  private volatile BooleanSupplier told = () -> true;
  private volatile boolean ended;

  /** An answer of the engine's, and how often something had happened before it was asked. */
  private record Seen(ContainerState state, long changes) {}

  /**
   * Who tells of what happens.
   *
   * @param told whether it does now; while it does not, what is known holds for no time at all
   */
  void toldBy(BooleanSupplier told) {
    this.told = told;
  }

  /**
   * Something happened to the container, or may have.
   *
   * @param kind what did; null if that is not known
   */
  void happened(@Nullable Kind kind) {
    boolean first = kind == Kind.STARTED && !ended; // whoever starts it asks afterwards
    boolean health = kind == Kind.HEALTHY || kind == Kind.UNHEALTHY;
    if (!first && !health) {
      ended = kind != Kind.STARTED;
      changes.incrementAndGet();
    }
  }

  /** What is known, else what the engine says. */
  ContainerState get(Supplier<ContainerState> engine) {
    Seen last = seen;
    return last != null && last.changes == changes.get() && told.getAsBoolean()
        ? last.state
        : renewed(engine);
  }

  /** What was said at any time, of what never changes. */
  ContainerState ofAnyTime(Supplier<ContainerState> engine) {
    Seen last = seen;
    return last == null ? renewed(engine) : last.state;
  }

  /** What the engine says now. */
  ContainerState renewed(Supplier<ContainerState> engine) {
    long before = changes.get();
    ContainerState fresh = engine.get();
    seen = new Seen(fresh, before);
    return fresh;
  }
}
