package dev.mayfly.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.ImageName;
import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.ready.Probe.CommandOutcome;
import dev.mayfly.ready.Probe.Health;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A container of the in-memory engine: its state, and how one state follows another. */
final class InMemoryContainer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id;
  private final ContainerRequest request;
  private final MemoryImage image;
  private final MemoryFiles files;
  private final MemoryEvents events;
  private final MemoryNetworks networks;
  private final Predicate<String> runs;
  private final MemoryLog log = new MemoryLog();

  private MemoryStreams streams;
  private Status status = Status.CREATED;
  private @Nullable ProgramRun run;
  private int exitCode;
  private boolean oomKilled;
  private Health health = Health.NONE;
  private @Nullable CommandOutcome lastHealthcheck;
  private Instant startedAt = Instant.EPOCH;
  private String error = "";

  InMemoryContainer(
      String id,
      ContainerRequest request,
      MemoryImage image,
      MemoryFiles files,
      MemoryEvents events,
      MemoryNetworks networks,
      Predicate<String> runs) {
    this.id = id;
    this.request = request;
    this.image = image;
    this.files = files;
    this.events = events;
    this.networks = networks;
    this.runs = runs;
    this.streams = newStreams();
  }

  private MemoryStreams newStreams() {
    return request.process().hasStdin() ? new MemoryStreams() : MemoryStreams.closed();
  }

  String id() {
    return id;
  }

  ContainerRequest request() {
    return request;
  }

  Program program() {
    return image.program();
  }

  MemoryImage image() {
    return image;
  }

  MemoryFiles files() {
    return files;
  }

  MemoryLog log() {
    return log;
  }

  synchronized MemoryStreams streams() {
    return streams;
  }

  Map<String, String> env() {
    Map<String, String> all = new HashMap<>(image.env());
    all.putAll(request.process().env());
    return all;
  }

  boolean canReach(String alias) {
    return networks.resolve(id, alias).stream().anyMatch(runs);
  }

  synchronized boolean isRunning() {
    return run != null && run.isRunning();
  }

  synchronized boolean isPaused() {
    return status == Status.PAUSED;
  }

  /** The run of a container that runs. */
  synchronized ProgramRun run(String refusal) {
    ProgramRun current = run;
    if (current == null || !current.isRunning()) {
      throw new EngineException(409, refusal + "Container " + id + " is not running");
    }
    return current;
  }

  synchronized void start() {
    if (isRunning()) {
      return;
    }
    String refusal = program().refusal(request);
    if (!refusal.isEmpty()) {
      error = refusal;
      exitCode = 127;
      throw new EngineException(400, refusal);
    }
    run = new ProgramRun(this, MappedPorts.reserve(request.ports()));
    if (status != Status.CREATED) {
      streams = newStreams();
    }
    status = Status.RUNNING;
    exitCode = 0;
    oomKilled = false;
    error = "";
    health = image.state().hasHealthcheck() ? Health.STARTING : Health.NONE;
    lastHealthcheck = null;
    Instant now = Instant.now();
    startedAt = now.isAfter(startedAt) ? now : startedAt.plusNanos(1);
    tell(EngineEvent.Kind.STARTED);
    program().run(run);
  }

  synchronized void end(ProgramRun which, int code, boolean outOfMemory) {
    if (which != run || !which.isRunning()) {
      return;
    }
    status = Status.EXITED;
    exitCode = code;
    oomKilled = outOfMemory;
    log.end();
    streams.endOutput();
    which.end();
    if (outOfMemory) {
      tell(EngineEvent.Kind.OUT_OF_MEMORY);
    }
    tell(EngineEvent.Kind.DIED);
  }

  synchronized void health(ProgramRun which, Health now) {
    if (which == run && which.isRunning()) {
      health = now;
      if (now != Health.STARTING) {
        healthcheckEnded(now == Health.HEALTHY);
        tell(now == Health.HEALTHY ? EngineEvent.Kind.HEALTHY : EngineEvent.Kind.UNHEALTHY);
      }
    }
  }

  /** One that failed before has said why. */
  private void healthcheckEnded(boolean well) {
    if (well || lastHealthcheck == null) {
      lastHealthcheck = new CommandOutcome(well ? 0 : 1, "");
    }
  }

  synchronized void healthcheckEnds(ProgramRun which, CommandOutcome outcome) {
    if (which == run && which.isRunning()) {
      lastHealthcheck = outcome;
    }
  }

  synchronized boolean runHealthcheck() {
    Supplier<Health> answer = program().healthWhenAsked();
    if (answer != null) {
      health(run(""), answer.get());
    }
    return answer != null;
  }

  synchronized void pause(boolean paused) {
    run("");
    if (paused == isPaused()) {
      throw new EngineException(
          409, "Container " + id + (paused ? " is already paused" : " is not paused"));
    }
    status = paused ? Status.PAUSED : Status.RUNNING;
  }

  void stop() {
    ProgramRun current = currentRun();
    if (current != null) {
      current.signal("SIGTERM");
      current.exit(137); // does nothing if the signal was enough
    }
  }

  private synchronized @Nullable ProgramRun currentRun() {
    return isRunning() ? run : null;
  }

  ExecResult exec(ExecSpec command, Consumer<LogLine> output) {
    ProgramRun current = run("");
    if (isPaused()) {
      throw new EngineException(
          409, "Container " + id + " is paused, unpause the container before exec");
    }
    ExecResult result = program().command(current, command);
    lines(LogLine.Stream.STDOUT, result.stdout(), output);
    lines(LogLine.Stream.STDERR, result.stderr(), output);
    return result;
  }

  private static void lines(LogLine.Stream stream, String text, Consumer<LogLine> output) {
    text.lines().forEach(line -> output.accept(new LogLine(stream, Instant.now(), line)));
  }

  synchronized LogSubscription follow(Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    return log.follow(since, lines, atEnd, isRunning());
  }

  MemoryImage commit(ImageName name, Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(request.labels());
    all.putAll(labels);
    return new MemoryImage(
        MemoryIds.image(),
        name,
        program(),
        files.copy(),
        image.env(),
        Map.copyOf(all),
        image.ports(),
        image.hasHealthcheck(),
        image.layers() + 1,
        false);
  }

  /** The connections of those who follow and are attached break. */
  void breakStreams() {
    log.dropFollowers();
    streams().close();
  }

  synchronized void removed() {
    if (isRunning()) {
      run("").exit(137);
    }
    log.dropFollowers();
    tell(EngineEvent.Kind.REMOVED);
  }

  private void tell(EngineEvent.Kind kind) {
    events.tell(id, request.labels(), kind);
  }

  EngineResource resource() {
    return new EngineResource(
        EngineResource.Kind.CONTAINER, id, request.name(), request.labels(), null);
  }

  synchronized ContainerState inspect() {
    boolean isRunning = isRunning();
    return new ContainerState(
        id,
        request.name(),
        image.id(),
        status,
        exitCode,
        oomKilled,
        health,
        lastHealthcheck,
        0,
        startedAt,
        "127.0.0.1",
        isRunning ? run("").ports() : Map.of(),
        isRunning ? networks.addresses(id) : Map.of(),
        error,
        json());
  }

  private String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("Id", id);
    all.put("Name", "/" + request.name());
    all.put("Image", image.id());
    all.put("State", Map.of("Status", status, "ExitCode", exitCode, "OOMKilled", oomKilled));
    all.put("Config", Map.of("Image", request.image(), "Labels", request.labels(), "Env", env()));
    all.put("NetworkSettings", Map.of("Networks", networks.memberships(id)));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
