package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.LogLine;
import dev.mayfly.Moment;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.ready.Readiness;
import dev.mayfly.runtime.StartedContainer.Care;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Brings a container that was created, or that has stopped, to the point where it is ready: its
 * process, its hooks on the way, its log, and the wait. Thread-safe.
 */
final class Launch implements Care {

  private final ContainerEngine engine;
  private final Settings settings;
  private final EventWatch events;
  private final LogTargets logs;
  private final Executor executor;
  private final Hooks hooks;

  Launch(SessionParts parts, EventWatch events) {
    this.engine = parts.engine();
    this.settings = parts.settings();
    this.events = events;
    this.logs = parts.logs();
    this.executor = parts.executor();
    this.hooks = new Hooks(parts.executor(), this::timeout, parts.journal().secrets());
  }

  @Override
  public Hooks hooks() {
    return hooks;
  }

  /** Starts a container that was just created. */
  void first(StartedContainer container, Start start) {
    lookAfter(container);
    runHooks(Moment.CREATED, container, start);
    run(container, start, Instant.EPOCH, !start.isFromSnapshot());
  }

  /**
   * Starts a stopped container again; it is left stopped if that fails.
   *
   * @throws ContainerStartException if it does not come to be ready
   */
  @Override
  public void again(StartedContainer container, Start start) {
    start.created(container.id());
    try {
      run(container, start, afterLastLine(container.id()), false);
    } catch (RuntimeException failure) {
      ContainerStartException explained =
          StartFailure.explain(engine, start, failure, "", log -> Optional.empty());
      hooks.runAll(Moment.FAILED, container, explained, container.outcome());
      throw explained;
    }
  }

  /**
   * Lets a container know what happens to it, whoever does it, until it is closed; what others
   * start again is for who started it first to look after.
   */
  void follow(StartedContainer container) {
    container.followed(events.follow(container.id(), container::happened), events::isOpen);
  }

  private void lookAfter(StartedContainer container) {
    Runnable forget =
        events.follow(
            container.id(),
            kind -> {
              container.happened(kind);
              if (container.mayBeStartedByOthers(kind)) {
                executor.execute(container::startedByOthers);
              }
            });
    container.followed(forget, events::isOpen);
  }

  /**
   * Starts the process of a container that was created or stopped, and waits until it is ready.
   *
   * @param isEmpty whether nothing is in it yet of what it is prepared with
   */
  private void run(StartedContainer container, Start start, Instant logSince, boolean isEmpty) {
    try (ContainerNews news = events.watch(container.id())) {
      runHooks(Moment.STARTING, container, start);
      container.launching();
      start.run(Phase.START, () -> engine.startContainer(container.id()));
      logs.follow(container.id(), start.request(), start.life(), logSince);
      ContainerState state = start.in(Phase.START, () -> container.refresh());
      container.launched(state);
      start.runs(state.image());
      runHooks(Moment.STARTED, container, start);
      awaitReady(container, start, news, state, logSince);
      if (isEmpty && container.spec().snapshotPreparation() != null) {
        start.run(Phase.HOOK, () -> hooks.prepare(container));
      }
      runHooks(Moment.READY, container, start);
    }
  }

  private void awaitReady(
      StartedContainer container,
      Start start,
      ContainerNews news,
      ContainerState state,
      Instant logSince) {
    ContainerSpec spec = container.spec();
    try (ContainerProbe probe =
        new ContainerProbe(engine, events::isOpen, news, container, state, logSince)) {
      start.run(
          Phase.READY, () -> ReadinessLoop.await(spec.readiness(), probe, timeout(spec), executor));
      if (!probe.host().equals(state.host())) { // found out since
        start.in(Phase.READY, () -> container.refresh());
      }
    }
    tellReady(container, start);
  }

  private static void tellReady(StartedContainer container, Start start) {
    start.life().ready(container.host(), container.mapping().ports());
  }

  /**
   * Waits until a container is ready that another JVM started; it is left as it is.
   *
   * @throws ContainerStartException if it does not come to be ready
   */
  void takeOver(StartedContainer container, Start start) {
    start.created(container.id());
    follow(container);
    try (ContainerNews news = events.watch(container.id())) {
      ContainerState state = start.in(Phase.START, () -> container.refresh());
      logs.follow(container.id(), start.request(), start.life(), state.startedAt());
      awaitReady(container, start, news, state, Instant.EPOCH);
    } catch (RuntimeException failure) {
      throw StartFailure.explain(engine, start, failure, "", log -> Optional.empty());
    }
  }

  /**
   * Starts a stopped container again that an earlier run left, and looks after it from now on.
   *
   * @throws ContainerStartException if it does not come to be ready; it is left stopped
   */
  void revive(StartedContainer container, Start start) {
    lookAfter(container);
    again(container, start);
  }

  /**
   * Lets a container that an earlier run left be as the first test wants it.
   *
   * @throws ContainerStartException if that can't be done; it is left as it is
   */
  void reset(StartedContainer container, Start start) {
    try {
      runHooks(Moment.REUSED, container, start);
    } catch (RuntimeException failure) {
      throw StartFailure.explain(engine, start, failure, "", log -> Optional.empty());
    }
  }

  @Override
  public void await(StartedContainer container, Readiness condition, Duration limit) {
    Duration stretched = settings.stretched(limit);
    try (ContainerNews news = events.watch(container.id())) {
      ContainerState state = container.refresh();
      try (ContainerProbe probe =
          new ContainerProbe(engine, events::isOpen, news, container, state, Instant.EPOCH)) {
        ReadinessLoop.await(condition, probe, stretched, executor);
      } catch (NotReadyException failure) {
        throw Uninterrupted.get(
            () -> AwaitFailure.of(engine, container, condition, stretched, failure));
      }
    }
  }

  /** Takes in a container that somebody else has started and found ready. */
  void takeIn(StartedContainer container, Start start) {
    lookAfter(container);
    ContainerState state = start.in(Phase.START, () -> container.refresh());
    container.launched(state);
    logs.follow(container.id(), container.request(), start.life(), Instant.EPOCH);
    tellReady(container, start);
  }

  /** From when on a stopped container's log is that of its next process, by the engine's clock. */
  private Instant afterLastLine(String id) {
    List<LogLine> last = engine.logs(id, Instant.EPOCH, 1);
    return last.isEmpty() ? Instant.EPOCH : last.get(0).time().plusNanos(1);
  }

  private void runHooks(Moment moment, StartedContainer container, Start start) {
    if (Hooks.any(container.spec(), moment)) {
      start.run(Phase.HOOK, () -> hooks.run(moment, container));
    }
  }

  /** How long a container may take to become ready. */
  Duration timeout(ContainerSpec spec) {
    Duration own = spec.startTimeout();
    return own == null ? settings.startTimeout() : settings.stretched(own);
  }
}
