package dev.mayfly.bench.subject;

import java.util.List;
import java.util.Map;

/** A container whose process dies while its start waits: when does the caller hear of it? */
record Mishap(Subject subject, String run) {

  private static final List<String> DIES =
      List.of("sh", "-c", "sleep 0.5; echo no configuration found >&2; exit 3");

  /**
   * The moment of the failure, in milliseconds of the epoch; the engine knows that of the death.
   */
  Map<String, Double> figures() throws Exception {
    Running survivor;
    try {
      survivor = subject.start(new Wanted(Service.NGINX, DIES, run));
    } catch (Exception expected) {
      return Map.of("failedAt", (double) System.currentTimeMillis());
    }
    survivor.close();
    return Map.of("failedAt", -1.0);
  }
}
