package dev.mayfly.lifetime;

import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of a shared container, and how many use it. It is removed when the last has given it
 * back only if another has taken its place; else it stays for those to come. Thread-safe.
 */
final class Lease {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");

  private final Claim home;
  private final Consumer<RunningContainer> goodbye;
  private final boolean ahead;
  private final CompletableFuture<RunningContainer> container = new CompletableFuture<>();
  private final AtomicInteger users = new AtomicInteger();
  private final Map<Integer, Lazy<Boolean>> joined = new ConcurrentHashMap<>();
  private volatile boolean retired;

  /**
   * A start that is under way.
   *
   * @param goodbye what is done before the container is removed
   * @param ahead whether nobody needs the container yet
   */
  Lease(Claim home, Consumer<RunningContainer> goodbye, boolean ahead) {
    this.home = home;
    this.goodbye = goodbye;
    this.ahead = ahead;
  }

  /** Whether it was begun before anybody needed the container. */
  boolean isAhead() {
    return ahead;
  }

  void started(RunningContainer running) {
    container.complete(running);
  }

  void failed(Throwable failure) {
    container.completeExceptionally(failure);
  }

  Lease taken() {
    users.incrementAndGet();
    return this;
  }

  /** The container; waits if it is being started. */
  RunningContainer container() {
    try {
      return container.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new MayflyException("A shared container was not started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted while a shared container was starting.", e);
    }
  }

  /** Whether it can still be used; one that was just started can. */
  boolean isAlive() {
    boolean fresh = !container.isDone();
    RunningContainer running = container();
    try {
      return fresh || running.isRunning() || hasDoneItsWork(running);
    } catch (MayflyException e) {
      LOG.debug("{} is gone; another takes its place", running, e);
      return false;
    }
  }

  /** One whose work is to end is ready for good when it has ended. */
  private static boolean hasDoneItsWork(RunningContainer ended) {
    return ended.spec().readiness().characteristics().expectsExit();
  }

  /**
   * Lets the container be found on a network under these names; it stays there. What fails is tried
   * again by the next who asks.
   */
  void join(Claim claim, Set<String> names) {
    if (claim.number() == home.number()) {
      return;
    }
    Lazy<Boolean> mine = new Lazy<>(() -> connect(claim, names));
    Lazy<Boolean> present = joined.putIfAbsent(claim.number(), mine);
    Lazy<Boolean> joining = present == null ? mine : present;
    try {
      joining.get();
    } catch (RuntimeException | Error e) {
      joined.remove(claim.number(), joining);
      throw e;
    }
  }

  private boolean connect(Claim claim, Set<String> names) {
    container().connect(Network.of(claim.network()), names.toArray(String[]::new));
    return true;
  }

  void giveBack() {
    if (users.decrementAndGet() == 0 && retired) {
      closeOrTell();
    }
  }

  /**
   * Another is to take its place.
   *
   * @param inTheWay whether the other can't be there beside it
   */
  void retire(boolean inTheWay) {
    retired = true;
    if (inTheWay || users.get() == 0) {
      closeOrTell();
    }
  }

  /** What the engine can't remove now is removed at the end of the run. */
  void closeOrTell() {
    try {
      close();
    } catch (MayflyException e) {
      LOG.warn("A shared container was not removed; the end of the run will try again", e);
    }
  }

  /** Removes the container, if it was started. */
  private void close() {
    container
        .handle((running, failure) -> Optional.ofNullable(running))
        .join()
        .ifPresent(
            running -> {
              goodbye.accept(running);
              running.close();
            });
  }
}
