package dev.mayfly.runtime;

import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.LogLine;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineException;
import dev.mayfly.runtime.NotReadyException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains one failed start: what was seen, and what to do. */
final class StartFailure {

  private static final int LOG_LINES = 50;
  private static final int LONGEST_PART = 4_000;

  private final ContainerEngine engine;
  private final Start start;
  private final Function<List<LogLine>, Optional<String>> hint;
  private @Nullable ContainerState state;
  private ShownLog log = ShownLog.NONE;
  private String emptyLog = "empty";

  private StartFailure(
      ContainerEngine engine, Start start, Function<List<LogLine>, Optional<String>> hint) {
    this.engine = engine;
    this.start = start;
    this.hint = hint;
  }

  /**
   * Looks at the container and says it all in one exception, which the run's report gets too.
   *
   * @param look how to look at the container, if it is kept; else empty
   * @param hint what the containers beside it have to do with it, by its last lines
   */
  static ContainerStartException explain(
      ContainerEngine engine,
      Start start,
      RuntimeException failure,
      String look,
      Function<List<LogLine>, Optional<String>> hint) {
    ContainerStartException explained =
        new StartFailure(engine, start, hint).explain(failure, look);
    start.life().failed(String.valueOf(explained.getMessage()), explained.log());
    return explained;
  }

  private ContainerStartException explain(RuntimeException failure, String look) {
    String id = start.containerId();
    if (id != null) {
      examine(id, failure);
    }
    ContainerState seen = state;
    Integer exitCode = seen != null && seen.hasEnded() ? (Integer) seen.exitCode() : null;
    String text = message(failure, look);
    RuntimeException cause = MaskedFailure.of(failure, start.life().secrets().now());
    return new ContainerStartException(text, start.phase(), exitCode, log.lines(), cause);
  }

  private void examine(String id, RuntimeException failure) {
    try {
      state = engine.inspectContainer(id);
      log = ShownLog.of(engine, id, LOG_LINES, start.life().secrets());
    } catch (EngineException e) {
      emptyLog =
          StartAdvice.isUnreadableLog(e) ? "the container's log driver keeps none" : emptyLog;
      failure.addSuppressed(e);
    }
  }

  private String message(RuntimeException failure, String look) {
    StringBuilder text = new StringBuilder();
    text.append(shown(start.request().place())).append(": ");
    text.append(shown(start.request().spec().image().describe())).append(" did not start: ");
    String cause = StartCause.of(failure, start, state);
    text.append(shown(cause)).append('\n');
    String named = start.request().spec().engine();
    line(text, "engine", named == null ? "" : named + ", at " + engine.address());
    line(text, "named", start.imageRenaming());
    line(text, "image", start.imageIdentity());
    line(text, "attempt", start.attempt());
    line(text, "phase", start.phase() + ", reached after " + times());
    ContainerState seen = state;
    if (seen != null) {
      line(text, "state", beside(cause, seen));
    }
    if (failure instanceof NotReadyException notReady) {
      line(text, "wanted", start.request().spec().readiness().describe());
      boolean died = notReady.reason() == Reason.DIED; // then nobody knows what was seen last
      line(text, "last answer", died ? "" : notReady.lastSeen());
    }
    boolean unreachable = false;
    if (seen != null && isTimeout(failure)) {
      TimeoutFindings findings = TimeoutFindings.in(engine, seen, start.request().spec());
      unreachable = findings.isUnreachable();
      line(text, "found", findings.words());
      line(text, "ports", unreachable ? "looked for at " + engine.hostChoice() : "");
    }
    line(text, "host", start.host().unanswered());
    line(text, "kept", look);
    line(text, "hint", hintAfter(failure));
    String advice = StartAdvice.on(failure, start, state, log.lines());
    line(text, "try", unreachable ? StartAdvice.ofUnreachable(engine.address()) : advice);
    if (seen != null) {
      text.append(log.text(emptyLog));
    }
    return text.toString();
  }

  /** Of a container that ran, which can have looked for others. */
  private String hintAfter(RuntimeException failure) {
    return failure instanceof NotReadyException ? hint.apply(log.lines()).orElse("") : "";
  }

  private void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append("  ").append(name).append(": ").append(shown(value)).append('\n');
    }
  }

  /** Masked before it is cut, which could leave half a secret. */
  private String shown(String value) {
    return Excerpt.of(start.life().mask(value), LONGEST_PART);
  }

  private String times() {
    Map<Phase, Long> millis = start.millis();
    return millis.isEmpty()
        ? "0 ms"
        : millis.entrySet().stream()
            .map(
                entry ->
                    entry.getKey().name().toLowerCase(java.util.Locale.ROOT)
                        + " "
                        + entry.getValue()
                        + " ms")
            .collect(Collectors.joining(", "));
  }

  /** A container's state without what the cause has said in the same words. */
  private static String beside(String cause, ContainerState seen) {
    String words = describe(seen);
    return cause.contains(seen.error()) ? words.replace(said(seen), "") : words;
  }

  private static String said(ContainerState state) {
    return state.error().isEmpty() ? "" : ", engine says: " + state.error();
  }

  /** Where a container stands, and what its last process ended with, in words. */
  static String describe(ContainerState state) {
    String status = state.status().name().toLowerCase(java.util.Locale.ROOT);
    if (!state.hasEnded()) {
      return status + said(state);
    }
    return status
        + " with exit code "
        + state.exitCode()
        + ExitCode.meaning(state.exitCode())
        + (state.oomKilled() ? ", out of memory" : "")
        + said(state);
  }

  /** Whether a start failed for its time-out. */
  static boolean isTimeout(RuntimeException failure) {
    return failure instanceof NotReadyException notReady && notReady.reason() == Reason.TIMEOUT;
  }
}
