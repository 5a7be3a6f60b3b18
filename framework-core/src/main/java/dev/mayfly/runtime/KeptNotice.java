package dev.mayfly.runtime;

import dev.mayfly.ExecSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says how to look at containers that are kept, as commands that can be copied. Immutable. */
final class KeptNotice {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** Where the engine's own program asks unless it is told something else. */
  static final String USUAL_ADDRESS = "unix:///var/run/docker.sock";

  /** What an address begins with that only the {@code docker} command's configuration knows. */
  private static final String CONTEXT = "context:";

  private final ContainerEngine engine;
  private final Session session;
  private final @Nullable String shellsAddress;

  /**
   * @param shellsAddress where the engine's own program asks when the commands are typed, or null
   *     if that is not known
   */
  KeptNotice(ContainerEngine engine, Session session, @Nullable String shellsAddress) {
    this.engine = engine;
    this.session = session;
    this.shellsAddress = shellsAddress;
  }

  /** The command to look into a container: a shell in it, if it runs and has one. */
  String look(ContainerState state) {
    return engine.lookCommand(state).orElseGet(() -> lookByDocker(state));
  }

  private String lookByDocker(ContainerState state) {
    String id = state.id().substring(0, Math.min(12, state.id().length()));
    if (state.status() == ContainerState.Status.PAUSED) {
      return program() + " unpause " + id + " && " + program() + " exec -it " + id + " sh";
    }
    if (state.status() != ContainerState.Status.RUNNING) {
      return "%s logs %s, or its files: %1$s cp %2$s:/path .".formatted(program(), id);
    }
    return hasShell(state.id())
        ? program() + " exec -it " + id + " sh"
        : "%s run --rm -it --pid container:%s --network container:%2$s busybox sh (it has no shell)"
            .formatted(program(), id);
  }

  private boolean hasShell(String id) {
    try {
      return engine.exec(id, ExecSpec.of("sh", "-c", "exit 0"), null).exitCode() == 0;
    } catch (MayflyException e) {
      return false;
    }
  }

  private String program() {
    String address = engine.address();
    if (address.startsWith(CONTEXT)) {
      return "docker --context " + address.substring(CONTEXT.length());
    }
    boolean podman = engine.info().product().toLowerCase(Locale.ROOT).contains("podman");
    String program = podman ? "podman" : "docker";
    boolean finds = address.equals(shellsAddress);
    return finds ? program : program + (podman ? " --url " : " -H ") + address;
  }

  /** A kept container: which it is, where it can be reached, and how to look at it. */
  String about(ContainerState state, StartRequest request, String look) {
    String ports =
        state.ports().entrySet().stream()
            .map(port -> state.host() + ":" + port.getValue() + "->" + port.getKey())
            .sorted()
            .collect(Collectors.joining(", "));
    return "%s, %s, %s%s%n    %s"
        .formatted(
            request.place(),
            request.spec().image().describe(),
            state.name(),
            ports.isEmpty() ? "" : ", " + ports,
            look);
  }

  /**
   * All that is kept at the end of a session.
   *
   * @param guarded whether somebody removes it when its time is over
   */
  String of(List<String> containers, Instant until, boolean guarded) {
    String end = TIME.format(until.atZone(ZoneId.systemDefault()));
    return "%nKept for a look until %s%s:%n  %s%n%s%n"
        .formatted(
            end,
            guarded ? "" : ", when the next session removes them (there is no reaper)",
            String.join(System.lineSeparator() + "  ", containers),
            "Remove them at once: " + removal());
  }

  private String removal() {
    return engine
        .removeCommand(Session.SESSION_LABEL, session.id())
        .orElseGet(
            () ->
                "%s rm -f $(%1$s ps -aq --filter label=%s=%s)"
                    .formatted(program(), Session.SESSION_LABEL, session.id()));
  }
}
