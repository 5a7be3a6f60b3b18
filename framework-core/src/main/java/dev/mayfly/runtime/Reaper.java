package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second layer of the cleanup guarantee: a container that outlives this JVM, and all that runs
 * beside it, and removes what it leaves.
 *
 * <p>Its standard input is the lifeline: the engine closes it when this JVM ends, however it ends.
 * If the reaper is lost while the JVM lives, a successor is started, and the old one, if it still
 * runs, leaves when it sees it. One thread does all this and is never waited for by a start.
 */
final class Reaper {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.reaper");
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_LAUNCH = Duration.ofSeconds(10);
  private static final int HOPELESS_AFTER = 3;
  private static final String ERROR = "error: ";

  private final ContainerEngine engine;
  private final Session session;
  private final ReaperLaunch launch;
  private final Duration grace;
  private final Consumer<String> hopeless;
  private final Thread thread;
  private final Signal wake = new Signal();
  private final CompletableFuture<Boolean> first = new CompletableFuture<>();
  private volatile boolean closed;
  private volatile boolean left;
  private boolean engineIsAway; // which says nothing of whether it runs reapers
  private String trouble = "it ends at once";
  private volatile int attempt;
  private volatile boolean creating;
  private volatile boolean started;
  private volatile @Nullable AttachedStreams lifeline;
  private volatile @Nullable String containerId;

  /**
   * @param hopeless takes the reason, if no reaper can be had on this engine
   */
  Reaper(ContainerEngine engine, Session session, Duration grace, Consumer<String> hopeless) {
    this.engine = engine;
    this.session = session;
    this.launch = new ReaperLaunch(engine, session);
    this.grace = grace;
    this.hopeless = hopeless;
    this.thread = new Thread(this::guard, "mayfly-reaper-" + session.id());
    thread.setDaemon(true);
  }

  /** Begins to guard the session, in the background. */
  void start() {
    started = true;
    thread.start();
  }

  private void guard() {
    Duration pause = FIRST_PAUSE;
    int failures = 0;
    int failed = 0;
    while (!closed && failures < HOPELESS_AFTER) {
      boolean served = serve();
      failures = served || engineIsAway ? 0 : failures + 1;
      failed += Math.min(failures, 1);
      attempt = failed;
      pause = served ? FIRST_PAUSE : longer(pause);
      pause(pause);
    }
    if (!closed) {
      hopeless.accept(trouble);
    }
    first.complete(false);
  }

  private void pause(Duration time) {
    try {
      if (!closed) {
        wake.await(time);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Runs one reaper until it is lost; tells whether it ever was ready. */
  private boolean serve() {
    boolean ready = false;
    engineIsAway = false;
    try (AttachedStreams streams = launch()) {
      lifeline = streams;
      if (closed) {
        removeUnlessLeft();
        return true;
      }
      BufferedReader output = reader(streams);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        LOG.debug("{}", line);
        ready |= hear(line);
      }
      if (!closed) {
        LOG.info("The reaper's connection was lost; starting a successor");
      }
    } catch (IOException | RuntimeException e) {
      engineIsAway = e instanceof EngineException away && away.isUnreachable() && !answers();
      trouble = String.valueOf(e.getMessage());
      if (!closed) {
        LOG.info("The reaper is out of reach: {}", e.getMessage());
      }
    } finally {
      lifeline = null;
    }
    return ready;
  }

  /** Whether it says that it watches. */
  private boolean hear(String line) {
    if (line.startsWith(ERROR)) {
      trouble = line.substring(ERROR.length());
    }
    boolean ready = line.equals("ready");
    if (ready && !first.complete(true)) {
      forgetSuspicion();
    }
    return ready;
  }

  /** Another session may have looked just when no reaper ran. */
  private void forgetSuspicion() {
    try {
      engine.remove(Kind.VOLUME, AbandonedSessions.suspicion(session));
    } catch (EngineException e) {
      LOG.debug("A suspicion may be left", e);
    }
  }

  private static BufferedReader reader(AttachedStreams streams) {
    return new BufferedReader(new InputStreamReader(streams.output(), StandardCharsets.UTF_8));
  }

  private AttachedStreams launch() {
    String id = create();
    containerId = id;
    if (closed) {
      removeUnlessLeft();
      requireOpen();
    }
    return launch.begin(id);
  }

  private String create() {
    creating = true;
    try {
      requireOpen();
      return launch.create(attempt, grace);
    } finally {
      creating = false;
    }
  }

  private void requireOpen() {
    if (closed && !left) {
      throw new MayflyException("The session ends before its reaper begins.");
    }
  }

  /** Whether plain questions reach the engine; what is hung up on may be attaching alone. */
  private boolean answers() {
    try {
      engine.list(Kind.CONTAINER, Session.REAPER_LABEL, session.id());
      return true;
    } catch (EngineException e) {
      return !e.isUnreachable();
    }
  }

  /**
   * Ends the guard: the reaper looks once more, removes what is left, and then goes by itself,
   * which nobody waits for.
   *
   * @param others whether others remove the container of a launch that is under way
   */
  End close(boolean others) {
    closed = true;
    wake.raise();
    boolean launching = creating;
    AttachedStreams streams = lifeline;
    if (streams == null) {
      if (!others) {
        waitForLaunch();
      }
      return launching ? End.EARLY : !started ? End.NEVER : End.ALONE;
    }
    dismiss(streams);
    streams.close();
    return first.getNow(false) ? End.DISMISSED : End.ALONE;
  }

  /** What a closed reaper leaves to be done. */
  enum End {
    /** Nothing: a reaper that watched has the last look. */
    DISMISSED,
    /** Nothing but what the session has not removed: no container was asked for. */
    NEVER,
    /** The last look. */
    ALONE,
    /** A container that is being created is to be removed too. */
    EARLY
  }

  /** Whether one says so now. */
  boolean watches() {
    return first.getNow(false) && lifeline != null;
  }

  /**
   * Whether a reaper runs that will outlive this JVM; waits until the first one watches, within
   * bounds.
   */
  boolean isThere() {
    try {
      return first.get(LONGEST_LAUNCH.toMillis(), TimeUnit.MILLISECONDS) && lifeline != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** Lets the reaper go on alone, as if this JVM had died: its grace time begins. */
  void leave() {
    left = true;
    closed = true;
    wake.raise();
    AttachedStreams streams = lifeline;
    if (streams != null) {
      streams.close();
    }
  }

  /**
   * Ends this JVM's part: a last reaper, which has all the patience that is given, takes over from
   * the one that guards, and removes what is left then.
   *
   * @return whether it does; if not, nobody guards the session any more
   */
  boolean leave(Duration patience) {
    closed = true;
    wake.raise();
    try (AttachedStreams last = launch.begin(launch.create(attempt, patience))) {
      boolean ready = "ready".equals(reader(last).readLine());
      if (!ready) {
        removeTheImpatient();
        return false;
      }
      AttachedStreams streams = lifeline;
      if (streams == null) {
        waitForLaunch();
      } else {
        streams.close();
      }
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.info("No reaper waits for the end of what is kept: {}", e.getMessage());
      removeTheImpatient();
      return false;
    }
  }

  /** The one that guards would remove what is kept as soon as this JVM has ended. */
  private void removeTheImpatient() {
    String id = containerId;
    try {
      if (id != null) {
        engine.remove(Kind.CONTAINER, id);
      }
    } catch (EngineException e) {
      LOG.warn("What is kept will go soon: {}", e.getMessage());
    }
  }

  /** A launch under way ends by removing its container itself, now that the guard is closed. */
  private void waitForLaunch() {
    try {
      thread.join(LONGEST_LAUNCH.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeUnlessLeft() {
    String id = containerId;
    if (id != null && !left) {
      engine.remove(Kind.CONTAINER, id);
    }
  }

  private static void dismiss(AttachedStreams streams) {
    try {
      streams.stdin().write("close\n".getBytes(StandardCharsets.US_ASCII));
      streams.stdin().flush();
    } catch (IOException e) {
      LOG.debug("The reaper finds out by itself", e);
    }
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }
}
