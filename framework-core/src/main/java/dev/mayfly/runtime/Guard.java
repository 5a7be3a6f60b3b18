package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What watches over a session from outside its JVM: the reaper, and the sweep after dead ones. */
final class Guard {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.reaper");

  private final ContainerEngine engine;
  private final Session session;
  private final Settings settings;
  private final Duration grace;
  private final @Nullable Path registry;
  private volatile @Nullable Reaper reaper;
  private volatile @Nullable Watchdog watchdog;
  private volatile @Nullable Thread sweep;
  private volatile boolean isUnwatched;

  private Guard(
      ContainerEngine engine,
      Session session,
      Settings settings,
      Duration grace,
      @Nullable Path registry) {
    this.engine = engine;
    this.session = session;
    this.settings = settings;
    this.grace = grace;
    this.registry = registry;
  }

  /** For a session of this JVM. */
  static Guard of(ContainerEngine engine, Session session, Settings settings) {
    return new Guard(engine, session, settings, settings.reaperGrace(), null);
  }

  /** For a build's session, which lives on for the grace time when this JVM has left it. */
  static Guard ofBuild(
      ContainerEngine engine, Session session, Settings settings, Duration grace, Path registry) {
    return new Guard(engine, session, settings, grace, registry);
  }

  /** Begins in the background; called when the first thing is about to be created. */
  void start() {
    if (settings.reaperEnabled()) {
      Reaper started = new Reaper(engine, session, grace, this::replaceReaper);
      started.start();
      reaper = started;
    }
    if (settings.sweepEnabled()) {
      Thread thread = new Thread(new Sweep(engine)::run, "mayfly-sweep-" + session.id());
      thread.setDaemon(true);
      thread.start();
      sweep = thread;
    }
  }

  /** For engines that run no reaper: a process of this machine takes its place. */
  private void replaceReaper(String trouble) {
    tellThatNoReaperRuns();
    try {
      watchdog = Watchdog.start(session, engine.address(), registry);
      LOG.warn(
          "This engine runs no reaper ({}); a watchdog process on this machine takes its place. Set"
              + " mayfly.reaper.socket to the engine's socket on the engine's own machine to have a"
              + " reaper, or mayfly.reaper.enabled=false to have neither.",
          trouble);
    } catch (IOException e) {
      LOG.warn(
          "Neither a reaper nor a watchdog can be started: if this JVM is killed, its containers stay"
              + " until the next session sweeps them.",
          e);
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

  /** Leaves what is there to the watch from outside, which ends when its grace time is over. */
  void leave() {
    Reaper guarding = reaper;
    if (guarding != null) {
      guarding.leave();
    }
    Watchdog watching = watchdog;
    if (watching != null) {
      watching.leave();
    }
  }

  /**
   * Ends the watch.
   *
   * @param clean whether the session has removed everything
   */
  void close(boolean clean) {
    endSweep();
    Reaper guarding = reaper;
    if (guarding != null) {
      guarding.close();
    }
    forgetThatNoReaperRuns();
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
    Watchdog watching = watchdog;
    if (watching != null) {
      return watching.leave(time);
    }
    Reaper guarding = reaper;
    return guarding != null && guarding.leave(time);
  }

  private void endSweep() {
    Thread sweeping = sweep;
    if (sweeping != null) {
      sweeping.interrupt();
    }
  }
}
