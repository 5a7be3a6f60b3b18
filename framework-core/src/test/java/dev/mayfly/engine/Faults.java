package dev.mayfly.engine;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is to go wrong with the next calls of an engine's methods. Thread-safe. */
final class Faults {

  private final Map<String, Deque<Runnable>> next = new ConcurrentHashMap<>();
  private volatile boolean lost;

  void add(String method, Runnable fault) {
    if (Stream.of(ContainerEngine.class.getMethods())
        .map(Method::getName)
        .noneMatch(method::equals)) {
      throw new IllegalArgumentException("An engine has no method " + method + "().");
    }
    Deque<Runnable> faults = next.computeIfAbsent(method, key -> new ArrayDeque<>());
    synchronized (faults) {
      faults.add(fault);
    }
  }

  void lost(boolean now) {
    lost = now;
  }

  /** Lets a call meet what is to go wrong with it, if anything. */
  void meet(String method) {
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
