package dev.mayfly.lifetime;

import dev.mayfly.DeclarationException;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceSlot;
import dev.mayfly.SliceSlot.Made;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The slices of one scope: each is made once for it, and dropped when it closes. Thread-safe. */
final class Slices {

  private final Object owner;
  private final SlicePools pools;
  private final Map<Key, Lazy<Held>> held = new ConcurrentHashMap<>();
  private final Map<SliceSlot, Bound> slots = new ConcurrentHashMap<>();

  /**
   * No slices yet.
   *
   * @param owner the scope, as slots know it
   */
  Slices(Object owner, SlicePools pools) {
    this.owner = owner;
    this.pools = pools;
  }

  /** What makes two declarations one slice. */
  private record Key(String name, Service server, Object content) {}

  /** A slice and where it goes back to. */
  private record Held(SlicePool<?> pool, Made made) {}

  /** Which declaration gave a slot which slice. */
  private record Bound(String place, Key key) {}

  /**
   * Whether the declaration's slice is one of these, as that of a field which both a class and one
   * around it inherit.
   *
   * @throws DeclarationException if its handle stands for another one
   */
  boolean has(SliceSpec spec) {
    Bound bound = slots.get(spec.handle().slot());
    if (bound != null && !bound.place().equals(spec.place())) {
      throw sameObject(spec, bound);
    }
    return bound != null;
  }

  /**
   * Makes a slice, unless the scope has it, and lets the handle answer for it.
   *
   * @throws DeclarationException if the handle stands for another one
   */
  void make(SliceSpec spec, Service server) {
    RunningContainer container = server.running();
    SlicePool<?> pool = pools.of(container, server.handle(), spec.handle(), spec.place());
    Object content = pool.content(spec.handle(), spec.place());
    Key key = new Key(spec.name(), server, content);
    Lazy<Held> slice =
        held.computeIfAbsent(
            key,
            fresh ->
                new Lazy<>(() -> new Held(pool, pool.take(spec.handle(), content, spec.place()))));
    Bound other = slots.putIfAbsent(spec.handle().slot(), new Bound(spec.place(), key));
    if (other != null && !other.key().equals(key)) {
      throw sameObject(spec, other);
    }
    Made made = new Made(container, slice.get().made().name());
    spec.handle().slot().bind(owner, spec.user(), () -> made);
    spec.handle().slot().enter(owner);
  }

  private static DeclarationException sameObject(SliceSpec spec, Bound other) {
    return new DeclarationException(
        "Wrong declaration, "
            + spec.place()
            + ": its value is the very object that "
            + other.place()
            + " has, which could not tell their two slices apart; give each field a value of its"
            + " own.");
  }

  void enter() {
    slots.keySet().forEach(slot -> slot.enter(owner));
  }

  /** The thread no longer works for the scope. */
  void leave() {
    slots.keySet().forEach(SliceSlot::leave);
  }

  /** Takes the slices back and drops them in the background. */
  void close() {
    slots.keySet().forEach(slot -> slot.unbind(owner));
    held.values()
        .forEach(slice -> slice.ifMade().ifPresent(one -> one.pool().giveBack(one.made())));
  }
}
