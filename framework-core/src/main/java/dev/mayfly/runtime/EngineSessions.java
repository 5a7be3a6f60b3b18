package dev.mayfly.runtime;

import dev.mayfly.EngineNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A session's parts on the engines that it has needed so far: each is opened once, by the first who
 * needs it. A failure counts for ten seconds, so that not every one of many containers waits for an
 * engine that does not answer. Thread-safe.
 */
final class EngineSessions {

  /** What the engine is called here that {@code mayfly.engine} and the machine lead to. */
  static final String USUAL = "";

  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Function<String, EngineSession> opening;
  private final LongSupplier nanoTime;
  private final Memoizer<String, EngineSession> byName = new Memoizer<>();
  private final Map<String, Failed> failures = new ConcurrentHashMap<>();
  private final List<EngineSession> open = new CopyOnWriteArrayList<>();

  private record Failed(EngineNotFoundException failure, long nanos) {}

  /**
   * None is open yet.
   *
   * @param opening opens the part on the engine of a name
   * @param nanoTime as {@link System#nanoTime()}
   */
  EngineSessions(Function<String, EngineSession> opening, LongSupplier nanoTime) {
    this.opening = opening;
    this.nanoTime = nanoTime;
  }

  /**
   * The part on an engine, opened now if it is not yet.
   *
   * @throws dev.mayfly.EngineNotFoundException if the engine does not answer
   */
  EngineSession get(String name) {
    return byName.get(name, () -> open(name));
  }

  private EngineSession open(String name) {
    Failed last = failures.get(name);
    if (last != null && nanoTime.getAsLong() - last.nanos() < REMEMBERED.toNanos()) {
      throw last.failure();
    }
    try {
      EngineSession opened = opening.apply(name);
      open.add(opened);
      return opened;
    } catch (EngineNotFoundException e) {
      failures.put(name, new Failed(e, nanoTime.getAsLong()));
      throw e;
    }
  }

  /** Those that are open, in the order in which they were opened. */
  List<EngineSession> open() {
    return List.copyOf(open);
  }

  /** The one on which a container runs. */
  Optional<EngineSession> of(StartedContainer container) {
    return open.stream().filter(one -> one.has(container)).findFirst();
  }
}
