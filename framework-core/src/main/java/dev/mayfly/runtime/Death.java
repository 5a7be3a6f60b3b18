package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.report.Life;
import org.jspecify.annotations.Nullable;

/**
 * Explains to who asks a container for something that it does not run, though nobody in this JVM
 * has stopped it.
 */
final class Death {

  private static final int LOG_LINES = 20;

  private Death() {}

  /** Whether that is so. */
  static boolean isSeenIn(ContainerState state) {
    return state.hasEnded() || state.status() == Status.RESTARTING;
  }

  /** Its process has ended. */
  static MayflyException of(
      ContainerEngine engine,
      StartRequest request,
      Life life,
      ContainerState state,
      @Nullable RuntimeException cause) {
    StringBuilder text = new StringBuilder();
    text.append(request.place()).append(": ").append(request.spec().image().describe());
    text.append(" does not run ");
    text.append(state.hasEnded() ? "any more" : "now, its restart policy starts it again");
    text.append("\n  state: ").append(StartFailure.describe(state));
    text.append("\n  try: ").append(StartAdvice.afterEnd(state));
    String masked = life.mask(text.toString());
    return new MayflyException(masked + "\n" + log(engine, state.id(), life), cause);
  }

  private static String log(ContainerEngine engine, String id, Life life) {
    try {
      return ShownLog.of(engine, id, LOG_LINES, life.secrets()).text("empty");
    } catch (EngineException e) {
      return "  log: the engine does not give it: " + e.getMessage();
    }
  }

  /** The engine does not know it any more. */
  static MayflyException gone(StartRequest request, String id, EngineException cause) {
    return new MayflyException(
        request.place()
            + ": "
            + request.spec().image().describe()
            + " is gone: the engine knows no container "
            + id
            + " any more, and nobody in this JVM has removed it\n  try: look for who removes"
            + " containers of this engine, such as docker rm or docker system prune in a script",
        cause);
  }
}
