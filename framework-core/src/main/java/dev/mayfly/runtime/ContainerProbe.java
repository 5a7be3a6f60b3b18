package dev.mayfly.runtime;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.Port;
import dev.mayfly.Protocol;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.ready.Probe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a readiness may ask of one started container, while its start waits. Thread-safe: a look and
 * the loop that waits for it ask at the same time.
 */
final class ContainerProbe implements Probe, AutoCloseable {

  private static final Duration TOLD_AGE = Duration.ofSeconds(1);
  private static final Duration POLLED_AGE = Duration.ofMillis(100);

  /** As of a shell. */
  private static final int NO_SUCH_COMMAND = 127;

  private final ContainerEngine engine;
  private final BooleanSupplier eventsFlow;
  private final ContainerNews news;
  private final StartedContainer container;
  private final FollowedLog log;
  private final Optional<InetAddress> direct;
  private final HealthcheckTimer healthchecks;
  private volatile Mapping mapping;
  private volatile Seen seen;
  private volatile @Nullable String misuse;

  /**
   * A view of a container whose process was just started.
   *
   * @param state how the engine sees it now
   * @param logSince from when on log lines are this process's; not the engine's word on its start,
   *     which a busy engine notes after the first lines
   */
  ContainerProbe(
      ContainerEngine engine,
      BooleanSupplier eventsFlow,
      ContainerNews news,
      StartedContainer container,
      ContainerState state,
      Instant logSince) {
    this.engine = engine;
    this.eventsFlow = eventsFlow;
    this.news = news;
    this.container = container;
    this.mapping = container.mappingOfEngine();
    this.log = new FollowedLog(engine, state.id(), logSince, news);
    this.healthchecks = new HealthcheckTimer(engine);
    this.direct = DirectRoute.to(state);
    this.seen = new Seen(state, System.nanoTime());
  }

  /** Raised when something new is known. */
  Signal signal() {
    return news.signal();
  }

  /** Whether the container's process has ended, as told by an event or found a moment ago. */
  boolean hasEnded() {
    try {
      return state(eventsFlow.getAsBoolean() ? TOLD_AGE : POLLED_AGE).hasEnded();
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return true;
      }
      throw e;
    }
  }

  /** Whether it has ended, and all that it logged is known here as far as anybody asked for it. */
  boolean isOver() {
    return hasEnded() && !log.isBehind();
  }

  /** Whether anybody has asked for the log. */
  boolean followsLog() {
    return log.isFollowed();
  }

  /** What was asked that can't be answered for a container so described, in words. */
  @Nullable String misuse() {
    return misuse;
  }

  private ContainerState state(Duration maxAge) {
    Seen last = seen;
    if (!news.takeChange() && System.nanoTime() - last.nanos < maxAge.toNanos()) {
      return last.state;
    }
    try {
      ContainerState fresh = engine.inspectContainer(last.state.id());
      if (!fresh.host().equals(last.state.host()) && !fresh.ports().isEmpty()) {
        mapping = new Mapping(fresh.ports(), container.spec());
      }
      seen = new Seen(fresh, System.nanoTime());
      return fresh;
    } catch (RuntimeException e) {
      seen = new Seen(last.state, System.nanoTime() - TOLD_AGE.toNanos());
      throw e;
    }
  }

  @Override
  public String host() {
    return seen.state.host();
  }

  @Override
  public int mappedPort(int port) {
    return mapped(Port.tcp(port));
  }

  @Override
  public int mappedUdpPort(int port) {
    return mapped(Port.udp(port));
  }

  private int mapped(Port port) {
    return asked(mapping, port);
  }

  @Override
  public InetSocketAddress clientAddress(int port) {
    return InetSocketAddress.createUnresolved(
        container.host(), asked(container.mapping(), Port.tcp(port)));
  }

  private int asked(Mapping mapping, Port port) {
    try {
      return mapping.hostPort(port);
    } catch (IllegalArgumentException e) {
      misuse = e.getMessage();
      throw e;
    }
  }

  @Override
  public Optional<InetSocketAddress> directAddress(int port) {
    return direct.map(address -> new InetSocketAddress(address, port));
  }

  @Override
  public Set<Integer> tcpPorts() {
    Set<Integer> numbers = new TreeSet<>();
    Stream.concat(container.spec().ports().stream(), mapping.ports().keySet().stream())
        .filter(port -> port.protocol() == Protocol.TCP)
        .forEach(port -> numbers.add(port.number()));
    return numbers;
  }

  @Override
  public List<String> logLines(LogStream stream) {
    return ofLog(() -> log.lines(!seen.state.hasEnded())).stream()
        .filter(line -> stream == LogStream.BOTH || line.stream().name().equals(stream.name()))
        .map(LogLine::text)
        .toList();
  }

  @Override
  public LogMatches logMatches(String regex, LogStream stream) {
    return ofLog(() -> log.matches(regex, stream, !seen.state.hasEnded()));
  }

  /** A log that can't be read is not waited for. */
  private <T> T ofLog(Supplier<T> question) {
    try {
      return question.get();
    } catch (EngineException e) {
      if (StartAdvice.isUnreadableLog(e)) {
        misuse = e.getMessage();
      }
      throw e;
    }
  }

  @Override
  public Map<String, String> env() {
    return container.spec().env();
  }

  @Override
  public Health health() {
    ContainerState now = state(seen.state.health() == Health.STARTING ? POLLED_AGE : TOLD_AGE);
    boolean isDue = now.health() == Health.STARTING && now.status() == Status.RUNNING;
    return (isDue && healthchecks.runIfDue(now) ? state(Duration.ZERO) : now).health();
  }

  @Override
  public Optional<CommandOutcome> lastHealthcheck() {
    return Optional.ofNullable(seen.state.lastHealthcheck());
  }

  @Override
  public OptionalInt exitCode() {
    ContainerState now = state(TOLD_AGE);
    return now.hasEnded() ? OptionalInt.of(now.exitCode()) : OptionalInt.empty();
  }

  @Override
  public boolean fileExists(String path) {
    return engine.inspectPath(seen.state.id(), path).exists();
  }

  @Override
  public CommandOutcome exec(List<String> command) {
    ExecSpec spec = ExecSpec.of(command.toArray(String[]::new)).timeout(Duration.ofSeconds(10));
    try {
      ExecResult result = engine.exec(seen.state.id(), spec, null);
      return new CommandOutcome(result.exitCode(), result.stdout() + result.stderr());
    } catch (EngineException e) {
      if (StartAdvice.isNoProgram(e)) {
        return new CommandOutcome(NO_SUCH_COMMAND, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  @Override
  public void close() {
    log.close();
  }

  /** What the engine said, and when. */
  private record Seen(ContainerState state, long nanos) {}
}
