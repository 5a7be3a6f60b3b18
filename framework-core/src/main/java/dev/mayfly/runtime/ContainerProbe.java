package dev.mayfly.runtime;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.Port;
import dev.mayfly.Protocol;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineException;
import dev.mayfly.ready.Probe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a readiness may ask of one started container, while its start waits.
 *
 * <p>Events and log lines arrive on the engine's threads and are kept under this object's lock; no
 * engine is called under it.
 */
final class ContainerProbe implements Probe, AutoCloseable {

  private static final long STATE_AGE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ContainerEngine engine;
  private final EventWatch events;
  private final Mapping mapping;
  private final Signal signal = new Signal();
  private final List<LogLine> lines = new ArrayList<>();
  private ContainerState state;
  private long stateNanos = System.nanoTime();
  private boolean stale;
  private @Nullable LogSubscription follow;

  ContainerProbe(ContainerEngine engine, EventWatch events, Mapping mapping, ContainerState state) {
    this.engine = engine;
    this.events = events;
    this.mapping = mapping;
    this.state = state;
    events.listen(state.id(), this::happened);
  }

  private void happened(EngineEvent event) {
    synchronized (this) {
      stale = true;
    }
    signal.raise();
  }

  /** Raised when something new is known. */
  Signal signal() {
    return signal;
  }

  /** Whether the container's process has ended, as told by an event or at most a second ago. */
  boolean hasEnded() {
    try {
      return state().hasEnded();
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return true;
      }
      throw e;
    }
  }

  private ContainerState state() {
    boolean old;
    synchronized (this) {
      old = stale || System.nanoTime() - stateNanos > STATE_AGE_NANOS;
      stale = false;
    }
    if (!old) {
      return state;
    }
    ContainerState fresh = engine.inspectContainer(state.id());
    synchronized (this) {
      state = fresh;
      stateNanos = System.nanoTime();
    }
    return fresh;
  }

  @Override
  public String host() {
    return engine.host();
  }

  @Override
  public int mappedPort(int port) {
    return mapping.hostPort(Port.tcp(port));
  }

  @Override
  public Optional<InetSocketAddress> directAddress(int port) {
    return engine.isLocal()
        ? state.addresses().values().stream()
            .filter(address -> !address.isEmpty())
            .findFirst()
            .map(address -> new InetSocketAddress(address, port))
        : Optional.empty();
  }

  @Override
  public Set<Integer> tcpPorts() {
    Set<Integer> numbers = new TreeSet<>();
    mapping.ports().keySet().stream()
        .filter(port -> port.protocol() == Protocol.TCP)
        .forEach(port -> numbers.add(port.number()));
    return numbers;
  }

  @Override
  public List<String> logLines(LogStream stream) {
    followLog();
    synchronized (this) {
      return lines.stream()
          .filter(line -> stream == LogStream.BOTH || line.stream().name().equals(stream.name()))
          .map(LogLine::text)
          .toList();
    }
  }

  private void followLog() {
    if (follow == null) {
      follow = engine.followLogs(state.id(), state.startedAt(), this::logged, signal::raise);
    }
  }

  private void logged(LogLine line) {
    synchronized (this) {
      lines.add(line);
    }
    signal.raise();
  }

  @Override
  public Health health() {
    synchronized (this) {
      stale |= state.health() == Health.STARTING;
    }
    return state().health();
  }

  @Override
  public OptionalInt exitCode() {
    ContainerState now = state();
    return now.hasEnded() ? OptionalInt.of(now.exitCode()) : OptionalInt.empty();
  }

  @Override
  public CommandOutcome exec(List<String> command) {
    ExecSpec spec = ExecSpec.of(command.toArray(String[]::new)).timeout(Duration.ofSeconds(10));
    ExecResult result = engine.exec(state.id(), spec, null);
    return new CommandOutcome(result.exitCode(), result.stdout() + result.stderr());
  }

  @Override
  public void close() {
    events.forget(state.id());
    if (follow != null) {
      follow.close();
    }
  }
}
