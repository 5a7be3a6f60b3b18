package dev.mayfly;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a handle stands for, for each of its owners. Thread-safe. */
final class Bindings<T> {

  private final Map<Object, Supplier<T>> byOwner = new ConcurrentHashMap<>();

  @SuppressWarnings("ThreadLocalUsage") // one per handle on purpose; owners leave what they enter
  private final ThreadLocal<@Nullable Object> entered = new ThreadLocal<>();

  /** Why there is no answer. */
  enum Problem {
    /** No owner has bound the handle. */
    NONE,
    /** Several have, and the calling thread belongs to none of them. */
    SEVERAL,
    /** The calling thread belongs to an owner that is done with the handle. */
    LEFT
  }

  /**
   * What the handle stands for, for the owner that the calling thread has entered, or for its only
   * one; never for another.
   *
   * @throws MayflyException with the message for a problem, if there is one
   */
  Supplier<T> get(Function<Problem, String> message) {
    Object owner = entered.get();
    if (owner != null) {
      Supplier<T> bound = byOwner.get(owner);
      if (bound == null) {
        throw new MayflyException(message.apply(Problem.LEFT));
      }
      return bound;
    }
    var all = byOwner.values().iterator();
    if (!all.hasNext()) {
      throw new MayflyException(message.apply(Problem.NONE));
    }
    Supplier<T> first = all.next();
    if (all.hasNext()) {
      throw new MayflyException(message.apply(Problem.SEVERAL));
    }
    return first;
  }

  /** Whether nobody has bound the handle, and the calling thread has entered no owner. */
  boolean isEmpty() {
    return byOwner.isEmpty() && entered.get() == null;
  }

  /** The same unless another owner has the handle; tells whether it was done. */
  synchronized boolean bindAlone(Object owner, Supplier<T> value) {
    if (byOwner.keySet().stream().anyMatch(known -> known != owner)) {
      return false;
    }
    byOwner.put(owner, value);
    return true;
  }

  synchronized void bind(Object owner, Supplier<T> value) {
    byOwner.put(owner, value);
  }

  void unbind(Object owner) {
    byOwner.remove(owner);
  }

  void enter(Object owner) {
    entered.set(owner);
  }

  void leave() {
    entered.remove();
  }
}
