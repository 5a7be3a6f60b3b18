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
    learnHost(attempt);
    byThread.remove(attempt.thread(), attempt);
  }

  /** Whether a thread is at nothing newer. */
  boolean isUnderWay(Attempt attempt) {
    return attempt.equals(byThread.get(attempt.thread()));
  }

  /** The calling thread's start, if it is at one. */
  Optional<Attempt> own() {
    return Optional.ofNullable(byThread.get(Thread.currentThread()));
  }

  /** The host at which ports are reached, as soon as a container has had any. */
  Optional<String> host() {
    byThread.values().forEach(this::learnHost);
    return Optional.ofNullable(host);
  }

  private void learnHost(Attempt attempt) {
    if (host == null) {
      attempt.host().ifPresent(known -> host = known);
    }
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
    own().ifPresent(Attempt::calm);
  }
}
