package dev.mayfly.runtime;

import dev.mayfly.engine.EngineResource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session has on an engine. Immutable.
 *
 * @param id the value of the label {@code dev.mayfly.session} on all of it
 * @param life whether somebody still looks after it
 * @param owner who does or did, for people: {@code process 4711 of build-box}
 * @param keptUntil when what it kept for a look goes, by the engine's clock, or what waits for a
 *     next run, by this machine's; null if there is neither
 * @param resources in the order in which they can be removed
 */
public record KnownSession(
    String id,
    Life life,
    String owner,
    @Nullable Instant keptUntil,
    List<EngineResource> resources) {
  public KnownSession {
    resources = List.copyOf(resources);
  }

  /** What became of a session, as far as it can be told from here. */
  public enum Life {
    /** Its process or its reaper runs. */
    LIVE,
    /** Its last JVM has left, and what it has waits for the next run until its time is over. */
    IDLE,
    /** Its process has ended, and what it kept for a look is left alone until its time is over. */
    KEPT,
    /** Its process has ended; the next session or its reaper removes it. */
    DEAD,
    /** Its process can't be seen from here, and no reaper of it runs. */
    UNKNOWN
  }
}
