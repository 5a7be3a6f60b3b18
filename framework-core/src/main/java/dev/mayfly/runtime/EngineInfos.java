package dev.mayfly.runtime;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineInfo;

/**
 * What the engines of a session say of themselves, each asked once. Thread-safe; no lock is held
 * while an engine is asked.
 */
final class EngineInfos {

  private final Memoizer<EngineSession, EngineInfo> said = new Memoizer<>();
  private final RecentFailures<EngineSession, EngineException> failures =
      new RecentFailures<>(EngineException.class);

  /**
   * What an engine said.
   *
   * @throws EngineException if it does not answer, or did not a moment ago
   */
  EngineInfo of(EngineSession part) {
    return said.get(part, () -> failures.orThrow(part, part::info));
  }

  /** Something failed there: it is asked anew before it is relied on. */
  void doubt(EngineSession part) {
    said.forget(part);
  }
}
