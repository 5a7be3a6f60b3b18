package dev.mayfly.engine;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.Port;
import dev.mayfly.ready.Probe.CommandOutcome;
import dev.mayfly.ready.Probe.Health;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the containers of an image do in an {@link InMemoryEngine}: a list of steps, taken one after
 * the other when a container starts, as far as the first closed {@link Gate}. After the last step
 * the container goes on running. Each method adds to the program and returns it. Thread-safe.
 */
public final class Program {

  /** A command inside a container. */
  @FunctionalInterface
  public interface Command {
    ExecResult run(ProgramRun container, ExecSpec command);
  }

  /** What a container does with one connection; it is closed when this returns. */
  @FunctionalInterface
  public interface Service {
    void serve(InputStream in, OutputStream out) throws IOException;
  }

  private interface Step {
    /** Takes the step and then, now or later, the rest. */
    void take(ProgramRun run, Runnable rest);
  }

  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private final Set<Port> exposed = new LinkedHashSet<>();
  private volatile boolean healthcheck;
  private volatile @Nullable Supplier<Health> healthWhenAsked;
  private volatile boolean ignoresStop;
  private volatile Function<ContainerRequest, String> refusal = spec -> "";
  private volatile Command commands =
      (container, command) ->
          new ExecResult(
              127,
              new byte[0],
              ("exec: \"" + command.command().get(0) + "\": executable file not found in $PATH\n")
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8));

  /** A step of any kind. */
  public Program does(Consumer<ProgramRun> action) {
    steps.add(
        (run, rest) -> {
          action.accept(run);
          rest.run();
        });
    return this;
  }

  /** All further steps wait until the gate is open. */
  public Program after(Gate gate) {
    steps.add((run, rest) -> gate.whenOpen(rest));
    return this;
  }

  /** Writes lines to the standard output. */
  public Program logs(String... lines) {
    return does(run -> List.of(lines).forEach(run::log));
  }

  public Program logsError(String... lines) {
    return does(run -> List.of(lines).forEach(run::logError));
  }

  /** Accepts connections to the port, if it is mapped, and keeps them open. */
  public Program listens(int containerPort) {
    return serves(containerPort, (in, out) -> in.transferTo(OutputStream.nullOutputStream()));
  }

  public Program serves(int containerPort, Service service) {
    return does(run -> run.listen(containerPort, service));
  }

  public Program listensAfter(Gate gate, int containerPort) {
    return after(gate).listens(containerPort);
  }

  /** The process ends. */
  public Program exits(int code) {
    return does(run -> run.exit(code));
  }

  public Program runsOutOfMemory() {
    return does(ProgramRun::runOutOfMemory);
  }

  /** The image has a HEALTHCHECK; it says "starting" until another step. */
  public Program healthcheck() {
    healthcheck = true;
    return this;
  }

  /**
   * The image has a HEALTHCHECK, but the engine no timer for it: it says this whenever it is run.
   */
  public Program healthWhenAsked(Supplier<Health> answer) {
    healthWhenAsked = answer;
    return healthcheck();
  }

  @Nullable Supplier<Health> healthWhenAsked() {
    return healthWhenAsked;
  }

  public Program becomes(Health health) {
    return healthcheck().does(run -> run.health(health));
  }

  /** The image has a HEALTHCHECK, whose first run ends so; it says "starting" all the same. */
  public Program healthcheckEnds(int exitCode, String output) {
    return healthcheck().does(run -> run.healthcheckEnds(new CommandOutcome(exitCode, output)));
  }

  public Program healthAfter(Gate gate) {
    return healthcheck().after(gate).becomes(Health.HEALTHY);
  }

  /** The image declares these ports. */
  public Program exposes(int... tcpPorts) {
    synchronized (exposed) {
      for (int port : tcpPorts) {
        exposed.add(Port.tcp(port));
      }
    }
    return this;
  }

  /** The process goes on when it is asked to stop, and has to be killed. */
  public Program ignoresStop() {
    ignoresStop = true;
    return this;
  }

  /** Commands inside the container; without this no program is found there. */
  public Program exec(Command command) {
    commands = command;
    return this;
  }

  /** The engine refuses to start the container for a reason, if it is not empty. */
  public Program refusesToStart(Function<ContainerRequest, String> reason) {
    refusal = reason;
    return this;
  }

  void run(ProgramRun run) {
    run(run, 0);
  }

  private void run(ProgramRun run, int from) {
    if (from < steps.size() && run.isRunning()) {
      steps.get(from).take(run, () -> run(run, from + 1));
    }
  }

  ExecResult command(ProgramRun run, ExecSpec command) {
    return commands.run(run, command);
  }

  String refusal(ContainerRequest request) {
    return refusal.apply(request);
  }

  boolean hasHealthcheck() {
    return healthcheck;
  }

  boolean isStoppable() {
    return !ignoresStop;
  }

  Set<Port> exposed() {
    synchronized (exposed) {
      return Set.copyOf(exposed);
    }
  }
}
