package dev.mayfly.engine;

import dev.mayfly.LogLine.Stream;
import dev.mayfly.ready.Probe.CommandOutcome;
import dev.mayfly.ready.Probe.Health;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a {@link Program} in a container, from a start to the process's end; afterwards its
 * methods do nothing. Thread-safe.
 */
public final class ProgramRun {

  private final InMemoryContainer container;
  private final MappedPorts ports;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Consumer<String> signals = this::onSignal;

  ProgramRun(InMemoryContainer container, MappedPorts ports) {
    this.container = container;
    this.ports = ports;
  }

  public boolean isRunning() {
    return ended.getCount() > 0;
  }

  /** What was asked of the engine. */
  public ContainerRequest request() {
    return container.request();
  }

  /** The image's environment and the container's own. */
  public Map<String, String> env() {
    return container.env();
  }

  /** The mapped ports' numbers at the engine's host. */
  public Map<dev.mayfly.Port, Integer> ports() {
    return ports.numbers();
  }

  public void log(String line) {
    write(Stream.STDOUT, line + "\n");
  }

  public void logError(String line) {
    write(Stream.STDERR, line + "\n");
  }

  /** Writes a text, which need not end its line. */
  public void write(Stream stream, String text) {
    if (isRunning()) {
      container.log().write(stream, text);
      container.streams().write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Writes to those who are attached, and to no log. */
  public void output(byte[] bytes) {
    container.streams().write(bytes);
  }

  public void listen(int containerPort, Program.Service service) {
    ports.listen(containerPort, service);
  }

  public void exit(int code) {
    container.end(this, code, false);
  }

  public void runOutOfMemory() {
    container.end(this, 137, true);
  }

  public void health(Health health) {
    container.health(this, health);
  }

  /** One run of the HEALTHCHECK has ended, which decides nothing yet. */
  public void healthcheckEnds(CommandOutcome outcome) {
    container.healthcheckEnds(this, outcome);
  }

  /** The content of a file in the container, or null. */
  public byte @org.jspecify.annotations.Nullable [] readFile(String path) {
    return container.files().read(path).orElse(null);
  }

  public void writeFile(String path, String text) {
    container.files().write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  MemoryFiles files() {
    return container.files();
  }

  /** Reads the standard input from now on. */
  public void onInput(Consumer<byte[]> bytes, Runnable atEnd) {
    container.streams().read(bytes, atEnd);
  }

  /** Whether this container finds another one by this name. */
  public boolean canReach(String alias) {
    return container.canReach(alias);
  }

  /** What to do with signals other than SIGKILL, which are named like {@code SIGTERM}. */
  public void onSignal(Consumer<String> handler) {
    signals = handler;
  }

  private void onSignal(String signal) {
    boolean stop = List.of("SIGTERM", "SIGINT", "SIGQUIT").contains(signal);
    if (stop && container.program().isStoppable()) {
      exit(143);
    }
  }

  void signal(String name) {
    String signal = name.startsWith("SIG") ? name : "SIG" + name;
    if (signal.equals("SIGKILL")) {
      exit(137);
    } else {
      signals.accept(signal);
    }
  }

  /**
   * Lets a command last for a while.
   *
   * @return whether the container still runs
   * @throws EngineException with status 408 if the command's time is up first
   */
  public boolean sleep(Duration length, dev.mayfly.ExecSpec command) {
    boolean inTime = length.compareTo(command.timeout()) <= 0;
    try {
      long millis = (inTime ? length : command.timeout()).toMillis();
      if (ended.await(millis, TimeUnit.MILLISECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(0, "Interrupted while a command ran: " + command.command(), e);
    }
    if (!inTime) {
      String text = String.join(" ", command.command());
      throw new EngineException(
          408, "The command \"" + text + "\" was not done within " + command.timeout() + ".");
    }
    return true;
  }

  void end() {
    ended.countDown();
    ports.close();
  }
}
