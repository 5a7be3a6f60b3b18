package dev.mayfly.testcontainers;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The starts that Testcontainers is at, one on each thread at most. Thread-safe. */
final class Attempts {

  private final Map<Thread, Attempt> byThread = new ConcurrentHashMap<>();
  private volatile @Nullable String host;
  private final Set<String> spared = ConcurrentHashMap.newKeySet();

  void begin(Attempt attempt) {
    byThread.put(attempt.thread(), attempt);
  }

  void end(Attempt attempt) {
    attempt.end();
    byThread.remove(attempt.thread(), attempt);
  }

  /** Whether a thread is at nothing newer. */
  boolean isUnderWay(Attempt attempt) {
    return attempt.equals(byThread.get(attempt.thread()));
  }

  /** The calling thread has something to do with a container that was just created. */
  void touched(String containerId) {
    Optional.ofNullable(byThread.get(Thread.currentThread()))
        .ifPresent(attempt -> attempt.created(containerId));
  }

  /** The host at which ports are reached, as soon as a container has any. */
  Optional<String> host() {
    String known = host;
    if (known == null) {
      known =
          byThread.values().stream()
              .flatMap(attempt -> attempt.host().stream())
              .findFirst()
              .orElse(null);
      host = known;
    }
    return Optional.ofNullable(known);
  }

  /** Lets a container be, whatever Testcontainers does to it meanwhile: its session removes it. */
  void sparing(String containerId, Runnable action) {
    spared.add(containerId);
    try {
      action.run();
    } finally {
      spared.remove(containerId);
    }
  }

  /** Whether a container is to be left to its session, now that Testcontainers would end it. */
  boolean spares(String containerId) {
    for (Attempt attempt : byThread.values()) {
      if (attempt.has(containerId)) {
        if (!attempt.isOver()) {
          attempt.giveUp();
          return true;
        }
        end(attempt);
      }
    }
    return spared.contains(containerId);
  }

  /** The calling thread asks what has become of a container. */
  void looks() {
    Optional.ofNullable(byThread.get(Thread.currentThread())).ifPresent(Attempt::calm);
  }
}
