package dev.mayfly.lifetime;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which scopes the current thread works for, the innermost first.
 *
 * <p>A thread that waits for other tests may run one of them meanwhile; when that is over it works
 * for the former scope again. Thread-safe: threads share nothing here.
 */
public final class ScopeStack {

  @SuppressWarnings("ThreadLocalUsage") // one per run; scopes leave what they enter
  private final ThreadLocal<Deque<Entry>> entries = ThreadLocal.withInitial(ArrayDeque::new);

  /** A stack on which no thread has anything. */
  public ScopeStack() {}

  /**
   * One scope.
   *
   * @param enter lets its handles answer the current thread for it
   * @param leave lets them no longer
   */
  record Entry(Runnable enter, Runnable leave) {}

  /** From now on the thread works for the scope. */
  void enter(Entry scope) {
    entries.get().push(scope);
    scope.enter().run();
  }

  boolean contains(Entry scope) {
    return entries.get().contains(scope);
  }

  /** The thread no longer works for the scope. Does nothing if it did not. */
  void leave(Entry scope) {
    Deque<Entry> stack = entries.get();
    if (stack.remove(scope)) {
      scope.leave().run();
    }
    if (stack.isEmpty()) {
      entries.remove();
    } else {
      stack.element().enter().run();
    }
  }
}
