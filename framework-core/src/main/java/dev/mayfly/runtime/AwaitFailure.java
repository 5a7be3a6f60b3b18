package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.ready.Readiness;
import java.time.Duration;

/** Explains to who waited for something of a running container why it did not come. */
final class AwaitFailure {

  private static final int LOG_LINES = 20;

  private AwaitFailure() {}

  static MayflyException of(
      ContainerEngine engine,
      StartedContainer container,
      Readiness condition,
      Duration limit,
      NotReadyException failure) {
    ContainerState state = container.refresh();
    StringBuilder text = new StringBuilder();
    text.append(container.request().place()).append(": ");
    text.append(container.spec().image().describe()).append(": ");
    text.append(reason(state, limit, failure));
    text.append("\n  wanted: ").append(condition.describe());
    if (!failure.lastSeen().isEmpty()) {
      text.append("\n  last answer: ").append(failure.lastSeen());
    }
    String log =
        ShownLog.of(engine, state.id(), LOG_LINES, container.life().secrets()).text("empty");
    return new MayflyException(container.life().mask(text.toString()) + "\n" + log, failure);
  }

  private static String reason(ContainerState state, Duration limit, NotReadyException failure) {
    return switch (failure.reason()) {
      case DIED -> StartCause.ended(state) + " while something was waited for.";
      case HOPELESS -> "what was waited for can't come.";
      case TIMEOUT -> "what was waited for did not come within " + StartCause.shown(limit) + ".";
      case INTERRUPTED -> "the waiting thread was interrupted.";
    };
  }
}
