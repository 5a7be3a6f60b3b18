package dev.mayfly.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done before a container's end, each once, the last that came first. Thread-safe.
 */
final class Farewells {

  private final Deque<Runnable> actions = new ArrayDeque<>();

  synchronized void add(Runnable action) {
    actions.push(action);
  }

  synchronized boolean isEmpty() {
    return actions.isEmpty();
  }

  /** The next to do, or null. */
  synchronized @Nullable Runnable next() {
    return actions.poll();
  }
}
