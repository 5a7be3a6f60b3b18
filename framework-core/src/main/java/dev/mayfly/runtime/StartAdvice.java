package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.LogLine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineException;
import dev.mayfly.runtime.NotReadyException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one thing to try next after a failed start, chosen by its cause; empty if none is known. */
final class StartAdvice {

  /** As runc and crun say it. */
  private static final Pattern NO_PROGRAM =
      Pattern.compile("executable file .*not found|no such file or directory");

  private static final String NO_SUCH_PROGRAM =
      "check command(…) and entrypoint(…): the image has no such program.";

  /** As Docker and Podman say it. */
  private static final Pattern NO_LOG =
      Pattern.compile("logging driver does not support reading|log driver, cannot read logs");

  private static final Pattern FULL =
      Pattern.compile(
          "(?i)no space left on device|disk quota exceeded|not enough space on the disk");

  private StartAdvice() {}

  /** Whether the engine refuses to run what is not there. */
  static boolean isNoProgram(EngineException e) {
    return NO_PROGRAM.matcher(String.valueOf(e.getMessage())).find();
  }

  /** Whether the engine keeps no lines that could be read. */
  static boolean isUnreadableLog(EngineException e) {
    return NO_LOG.matcher(String.valueOf(e.getMessage())).find();
  }

  /**
   * Advises.
   *
   * @param log its last lines
   */
  static String on(
      RuntimeException failure, Start start, @Nullable ContainerState state, List<LogLine> log) {
    if (failure instanceof EngineException refused && !refused.remedy().isEmpty()) {
      return refused.remedy();
    }
    if (isFull(failure, log)) {
      return "a disk is full: make room where the engine keeps its data (docker system df tells what"
          + " takes it), or give a tmpfs more bytes(…).";
    }
    if (state != null && state.oomKilled()) {
      return "give it more memory: memory(bytes), or the engine's machine more.";
    }
    ContainerSpec spec = start.request().spec();
    if (failure instanceof EngineException refused && isNoProgram(refused)) {
      return OneArgument.in(spec).orElse(NO_SUCH_PROGRAM);
    }
    if (state != null && state.hasEnded()) {
      return ofExit(state.exitCode(), OneArgument.in(spec));
    }
    if (isHopeless(failure) && !inVain(failure).isEmpty()) {
      return inVain(failure);
    }
    if (isHopeless(failure) && Mapping.isIsolated(spec) && !spec.ports().isEmpty()) {
      return Mapping.WAY_OUT;
    }
    if (StartFailure.isTimeout(failure)) {
      return "read the log below; if it is only slow, raise startTimeout(…) or"
          + " mayfly.start.timeout.";
    }
    if (failure instanceof EngineException refused) {
      return ofRefusal(refused, start);
    }
    return "";
  }

  /** What to do where a container's ports are somewhere else than they were looked for. */
  static String ofUnreachable(String engine) {
    return "set mayfly.host to the name or address at which ports of the machine behind "
        + engine
        + " are reached from here; if the service is only slow, raise startTimeout(…) or"
        + " mayfly.start.timeout.";
  }

  /** What to do about a container that was ready, and has ended since. */
  static String afterEnd(ContainerState state) {
    if (!state.hasEnded()) {
      return "ask again when it runs; its log says why it ends.";
    }
    String why =
        state.oomKilled()
            ? "give it more memory: memory(bytes); "
            : state.exitCode() == 0 ? "" : ofExit(state.exitCode()) + " ";
    return why + "running().start() starts it again.";
  }

  private static boolean isHopeless(RuntimeException failure) {
    return failure instanceof NotReadyException notReady && notReady.reason() == Reason.HOPELESS;
  }

  private static boolean isFull(@Nullable Throwable failure, List<LogLine> log) {
    boolean told = false;
    for (Throwable one = failure; one != null && !told; one = one.getCause()) {
      told = FULL.matcher(String.valueOf(one.getMessage())).find();
    }
    return told || log.stream().anyMatch(line -> FULL.matcher(line.text()).find());
  }

  private static String inVain(RuntimeException failure) {
    String seen = failure instanceof NotReadyException notReady ? notReady.lastSeen() : "";
    if (seen.contains("can't run the command")) {
      return "check the command of exec(…): the container has no such program. One that it installs at"
          + " its start is there only after a line of its log: wait for that, log(…), instead.";
    }
    if (seen.contains("the HEALTHCHECK can't be run")) {
      return "install the HEALTHCHECK's program in the image, or choose another readiness, such as"
          + " readyWhen(ReadyWhen.port(…)).";
    }
    if (seen.contains("the HEALTHCHECK says unhealthy")) {
      return "run the HEALTHCHECK's command by hand, and read the log below; if the service is only"
          + " slow, give the HEALTHCHECK more retries or a longer start period.";
    }
    if (NO_LOG.matcher(seen).find()) {
      return "let readiness look at a port, a file or a command; or give the container a log driver"
          + " that can be read, such as json-file or local.";
    }
    return "";
  }

  private static String ofExit(int code, Optional<String> oneArgument) {
    return switch (code) {
      case 0, 137, 139 -> ofExit(code);
      default -> oneArgument.orElseGet(() -> ofExit(code));
    };
  }

  private static String ofExit(int code) {
    return switch (code) {
      case 126, 127 -> NO_SUCH_PROGRAM;
      case 137 -> "something killed it: look for a memory limit, or a kill by hand.";
      case 139 -> "the program crashed: check that the image fits this machine's architecture.";
      default -> "read the log below: the program ended by itself.";
    };
  }

  private static String ofRefusal(EngineException refused, Start start) {
    String text = String.valueOf(refused.getMessage());
    if (text.contains("port is already allocated") || text.contains("address already in use")) {
      return "the host's port is taken: free it, or use expose(…) for a free one.";
    }
    if (text.contains("assign requested address") || text.contains("Ports are not available")) {
      return "the engine can't open ports at the address that this JVM would reach it by: set"
          + " mayfly.host to the name or address by which it does; ports are opened at all of the"
          + " engine's addresses then.";
    }
    if (refused.isConflict() && start.phase() == Phase.CREATE) {
      return "another container has that name: drop name(…), or remove the other one.";
    }
    if (refused.isUnreachable()) {
      return "check that the engine still runs: docker version";
    }
    return "";
  }
}
