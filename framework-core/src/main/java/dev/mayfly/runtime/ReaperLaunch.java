package dev.mayfly.runtime;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ReaperRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Makes and starts containers of reapers.
 *
 * @param engine that runs them
 * @param session that they guard
 */
record ReaperLaunch(ContainerEngine engine, Session session) {

  /**
   * Creates one and tells its id.
   *
   * @param attempt how many have failed before it
   * @param patience how long a lost connection may stay lost
   */
  String create(int attempt, Duration patience) {
    String instance = UUID.randomUUID().toString();
    return engine.createReaper(
        new ReaperRequest(
            session.engineName("reaper-" + instance.substring(0, 8)),
            session.id(),
            instance,
            attempt,
            patience,
            session.labels(Map.of(Session.REAPER_LABEL, instance))));
  }

  /** Starts one, with its lifeline in place; one that can't be started is removed. */
  AttachedStreams begin(String id) {
    return AttachedStart.of(engine, id);
  }
}
