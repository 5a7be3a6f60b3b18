package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.LocalReaperRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What watches over a session from outside its JVM: a reaper beside it from the first creation on,
 * one in a container a little later, and the sweep after dead sessions.
 *
 * <p>The reaper on this machine stays when the one in a container has begun: each removes what the
 * other did not live to remove.
 */
final class Guard {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.reaper");

  /**
   * How long the first containers are started before the reaper's is: it costs a start that goes on
   * at the same time as much as a container of its own, and short sessions nothing at all.
   */
  private static final Duration LEAD = Duration.ofSeconds(2);

  private final ContainerEngine engine;
  private final Session session;
  private final Settings settings;
  private final Duration grace;
  private final @Nullable Path registry;
  private final boolean oneStays;
  private final CountDownLatch watched = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile @Nullable LocalReaper local;
  private volatile @Nullable Reaper reaper;
  private volatile @Nullable Watchdog watchdog;
  private volatile @Nullable Thread sweep;
  private volatile boolean isUnwatched;

  private Guard(
      ContainerEngine engine,
      Session session,
      Settings settings,
      Duration grace,
      @Nullable Path registry,
      boolean oneStays) {
    this.engine = engine;
    this.session = session;
    this.settings = settings;
    this.grace = grace;
    this.registry = registry;
    this.oneStays = oneStays;
  }

  /** For a session of this JVM. */
  static Guard of(ContainerEngine engine, Session session, Settings settings) {
    return new Guard(engine, session, settings, settings.reaperGrace(), null, false);
  }

  /** For a build's session, which lives on for the grace time when this JVM has left it. */
  static Guard ofBuild(
      ContainerEngine engine, Session session, Settings settings, Duration grace, Path registry) {
    return new Guard(engine, session, settings, grace, registry, false);
  }

  /**
   * The same where the grace time is a day or so: the reaper on this machine goes when the one in a
   * container watches, since each JVM that is killed would leave a process for that long.
   */
  static Guard ofReusedBuild(
      ContainerEngine engine, Session session, Settings settings, Duration grace, Path registry) {
    return new Guard(engine, session, settings, grace, registry, true);
  }

  /** Begins in the background; called when the first thing is about to be created. */
  void start() {
    if (settings.reaperEnabled()) {
      Reaper guarding = new Reaper(engine, session, grace, this::replaceReaper);
      reaper = guarding;
      daemon("mayfly-guard-", () -> watch(guarding)).start();
    } else {
      watched.countDown();
    }
    if (settings.sweepEnabled()) {
      Thread thread = daemon("mayfly-sweep-", new Sweep(engine)::run);
      thread.start();
      sweep = thread;
    }
  }

  private Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name + session.id());
    thread.setDaemon(true);
    return thread;
  }

  /** Where no reaper runs on this machine, what is created waits for the one in a container. */
  private void watch(Reaper guarding) {
    try {
      Optional<LocalReaper> beside =
          LocalReaper.start(engine, new LocalReaperRequest(session.id(), grace, registry != null));
      beside.ifPresent(this::begun);
      if (!closed) {
        guarding.start();
        boolean watching = beside.isPresent() || guarding.isThere();
        if (oneStays && guarding.isThere()) {
          end(LocalReaper::dismiss);
        }
        LOG.debug("{} watches session {}", watching ? "A reaper" : "No reaper", session.id());
      }
    } finally {
      watched.countDown();
    }
  }

  /** A build's other JVMs know of each other by reapers in containers: that one is not put off. */
  private void begun(LocalReaper beside) {
    local = beside;
    watched.countDown();
    if (closed) {
      beside.close();
    } else if (registry == null) {
      putOff();
    }
  }

  private void putOff() {
    try {
      over.await(LEAD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until somebody outside this JVM watches, or none can; a limit is with those who begin to.
   * Returns at once, and keeps the flag, if the thread is interrupted.
   */
  void awaitWatch() {
    try {
      watched.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * For engines that run no reaper: where none runs on this machine either, or can't know a build's
   * other JVMs, a small JVM takes its place.
   */
  private void replaceReaper(String trouble) {
    tellThatNoReaperRuns();
    LocalReaper beside = local;
    if (beside != null && registry == null && beside.isThere()) {
      LOG.info("This engine runs no reaper ({}); the one on this machine watches alone.", trouble);
      return;
    }
    if (startWatchdog()) {
      LOG.warn(
          "This engine runs no reaper ({}); a watchdog process on this machine takes its place. Where"
              + " an engine's socket has another path on its own machine, mayfly.reaper.socket names"
              + " it; with mayfly.reaper.enabled=false there is neither.",
          trouble);
    }
  }

  private boolean startWatchdog() {
    try {
      watchdog = Watchdog.start(session, engine.address(), registry);
      return true;
    } catch (IOException e) {
      LOG.warn(
          "Neither a reaper nor a watchdog can be started: if this JVM is killed, its containers stay"
              + " until the next session sweeps them.",
          e);
      return false;
    }
  }

  /** Sessions elsewhere take one without a reaper for abandoned, unless it says that it is not. */
  private void tellThatNoReaperRuns() {
    try {
      engine.createVolume(unwatched(), session.unwatched().labels());
      isUnwatched = true;
      engine.remove(Kind.VOLUME, AbandonedSessions.suspicion(session));
    } catch (EngineException e) {
      LOG.debug("Sessions elsewhere are not told that no reaper runs", e);
    }
  }

  private String unwatched() {
    return session.markName("unwatched");
  }

  private void forgetThatNoReaperRuns() {
    try {
      if (isUnwatched) {
        engine.remove(Kind.VOLUME, unwatched());
      }
    } catch (EngineException e) {
      LOG.debug("Left to the watchdog", e);
    }
  }

  /** Whether somebody outside this JVM will clean up after it. */
  boolean isThere() {
    Reaper guarding = reaper;
    return guarding != null && (guarding.isThere() || watchdog != null);
  }

  /** Whether a reaper in a container will. */
  boolean hasReaper() {
    Reaper guarding = reaper;
    return guarding != null && guarding.isThere();
  }

  /** Leaves what is there to the watch from outside, which ends when its grace time is over. */
  void leave() {
    closed = true;
    Reaper guarding = reaper;
    boolean othersWatch = watchdog != null || (guarding != null && guarding.watches());
    if (guarding != null) {
      guarding.leave();
    }
    Watchdog watching = watchdog;
    if (watching != null) {
      watching.leave();
    }
    end(othersWatch ? LocalReaper::dismiss : LocalReaper::leave);
  }

  /**
   * Leaves what is there until this JVM has ended, and watches on.
   *
   * @return whether somebody removes it then
   */
  boolean awaitEnd() {
    LocalReaper beside = local;
    Reaper guarding = reaper;
    return beside != null
        ? beside.awaitEnd()
        : guarding != null && (guarding.isThere() || watchdog != null);
  }

  /**
   * Ends the watch.
   *
   * @param clean whether the session has removed everything
   */
  void close(boolean clean) {
    endSweep();
    closed = true;
    over.countDown();
    forgetThatNoReaperRuns();
    Reaper guarding = reaper;
    if (guarding != null) {
      switch (guarding.close(local != null)) {
        case DISMISSED -> end(LocalReaper::dismiss);
        case NEVER -> end(clean ? LocalReaper::dismiss : LocalReaper::close);
        case ALONE -> end(LocalReaper::close);
        case EARLY -> end(LocalReaper::closeEarly);
      }
    }
    Watchdog watching = watchdog;
    if (watching != null && clean) {
      watching.close();
    }
  }

  /**
   * Ends the watch of this JVM, and lets somebody who outlives it remove what is left after a time.
   *
   * @return whether anybody does
   */
  boolean leave(Duration time) {
    endSweep();
    closed = true;
    boolean guarded = handOver(time);
    end(LocalReaper::dismiss);
    return guarded;
  }

  private boolean handOver(Duration time) {
    Reaper guarding = reaper;
    if (watchdog == null && guarding != null && guarding.leave(time)) {
      return true;
    }
    boolean replaced = watchdog != null || (guarding != null && startWatchdog());
    Watchdog watching = watchdog;
    return replaced && watching != null && watching.leave(time);
  }

  private void end(Consumer<LocalReaper> how) {
    LocalReaper beside = local;
    if (beside != null) {
      how.accept(beside);
    }
  }

  private void endSweep() {
    Thread sweeping = sweep;
    if (sweeping != null) {
      sweeping.interrupt();
    }
  }
}
