package dev.mayfly.junit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which scopes the current thread works for, the innermost first.
 *
 * <p>A thread that waits for other tests may run one of them meanwhile; when that is over it works
 * for the former scope again. Thread-safe: threads share nothing here.
 */
final class Entered {

  @SuppressWarnings("ThreadLocalUsage") // one per run; scopes leave what they enter
  private final ThreadLocal<Deque<Scope>> scopes = ThreadLocal.withInitial(ArrayDeque::new);

  /** From now on the thread works for the scope. */
  void enter(Scope scope) {
    scopes.get().push(scope);
    scope.enterSlots();
  }

  boolean contains(Scope scope) {
    return scopes.get().contains(scope);
  }

  /** The thread no longer works for the scope. Does nothing if it did not. */
  void leave(Scope scope) {
    Deque<Scope> stack = scopes.get();
    if (stack.remove(scope)) {
      scope.leaveSlots();
    }
    if (stack.isEmpty()) {
      scopes.remove();
    } else {
      stack.element().enterSlots();
    }
  }
}
