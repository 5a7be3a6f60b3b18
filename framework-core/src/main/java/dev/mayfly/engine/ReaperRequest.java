package dev.mayfly.engine;

import java.time.Duration;
import java.util.Map;

/**
 * What is asked of a reaper: the container of ours that outlives this JVM and then removes what is
 * left of a session.
 *
 * <p>It watches its standard input. While that is open it waits; the line {@code close} lets it
 * look once and go; when it ends without one, it waits for the grace time and then removes all that
 * carries the session's label. It writes the line {@code ready} once it watches the engine that
 * runs it, and a line that begins with {@code error: } when it can't.
 *
 * @param name for people, unique among the containers of the engine
 * @param session the value of the label {@code dev.mayfly.session} on all that it removes
 * @param instance unlike that of any other reaper of the session; its label tells it too
 * @param attempt how many have failed before it; an engine that knows several ways to run one tries
 *     another after each
 * @param grace how long a lost connection may stay lost
 * @param labels of its container: those of the session and of the instance, by which it finds
 *     itself, among them
 */
public record ReaperRequest(
    String name,
    String session,
    String instance,
    int attempt,
    Duration grace,
    Map<String, String> labels) {
  public ReaperRequest {
    labels = Map.copyOf(labels);
  }
}
