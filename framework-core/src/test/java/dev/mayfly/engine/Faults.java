package dev.mayfly.engine;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is to go wrong with the next calls of an engine's methods. Thread-safe. */
final class Faults {

  private final Map<String, Deque<Runnable>> next = new ConcurrentHashMap<>();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
  private volatile boolean lost;

  void add(String method, Runnable fault) {
    requireMethod(method);
    Deque<Runnable> faults = next.computeIfAbsent(method, key -> new ArrayDeque<>());
    synchronized (faults) {
      faults.add(fault);
    }
  }

  /** The next call does what it is to do, but the caller is not told. */
  void loseAnswer(String method) {
    requireMethod(method);
    unanswered.add(method);
  }

  /** A call has done what it is to do. */
  void answer(String method) {
    if (unanswered.remove(method)) {
      throw new EngineException(0, "The engine can't be reached: connection reset");
    }
  }

  private static void requireMethod(String method) {
    if (Stream.of(ContainerEngine.class.getMethods())
        .map(Method::getName)
        .noneMatch(method::equals)) {
      throw new IllegalArgumentException("An engine has no method " + method + "().");
    }
  }

  void lost(boolean now) {
    lost = now;
  }

  /** Lets a call meet what is to go wrong with it, if anything. */
  void meet(String method) {
    if (Thread.currentThread().isInterrupted()) {
      throw new EngineException(0, method + "(): interrupted while waiting for the engine.");
    }
    if (lost) {
      throw new EngineException(0, "The engine can't be reached: connection refused");
    }
    Deque<Runnable> faults = next.get(method);
    Runnable fault = null;
    if (faults != null) {
      synchronized (faults) {
        fault = faults.poll();
      }
    }
    if (fault != null) {
      fault.run();
    }
  }
}
