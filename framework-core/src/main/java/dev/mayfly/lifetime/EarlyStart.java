package dev.mayfly.lifetime;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.Orchestrator;
import dev.mayfly.runtime.StartRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One container that is started ahead of its scope, and its part of the budget. Thread-safe. */
final class EarlyStart {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private final StartRequest request;
  private final EarlyBudget budget;
  private final @Nullable SharedContainer shared;
  private final CompletableFuture<Optional<RunningContainer>> started = new CompletableFuture<>();

  /**
   * A start that has its part of the budget.
   *
   * @param shared the container that it shares with others, which stays for those, or null
   */
  EarlyStart(StartRequest request, EarlyBudget budget, @Nullable SharedContainer shared) {
    this.request = request;
    this.budget = budget;
    this.shared = shared;
  }

  /** Starts the container. A failure is only logged: the scope tries again, and tells. */
  void run(Orchestrator session, @Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    Optional<RunningContainer> running = Optional.empty();
    try {
      running = start(session);
    } catch (MayflyException e) {
      LOG.debug("{} was not started early", request.place(), e);
    } finally {
      budget.started();
      started.complete(running);
    }
  }

  private Optional<RunningContainer> start(Orchestrator session) {
    SharedContainer common = shared;
    if (common == null) {
      return Optional.of(session.start(request.aheadOfTime()));
    }
    common.take(request.aheadOfTime()).giveBack();
    return Optional.empty();
  }

  /** The container, if it is ready and is the wanted one; waits if it is being started. */
  Optional<RunningContainer> take(StartRequest wanted) {
    if (!wanted.equals(request)) {
      close();
      return Optional.empty();
    }
    Waiting.throughInterrupts(started);
    Optional<RunningContainer> running = started.join();
    leaveBudget();
    return running;
  }

  /** It will not be run. */
  void cancel() {
    budget.started();
    leaveBudget();
  }

  /** Nobody has wanted it. */
  void close() {
    Waiting.throughInterrupts(started);
    started.join().ifPresent(RunningContainer::close);
    leaveBudget();
  }

  /** It belongs to its scope from now on, or is gone. */
  void leaveBudget() {
    budget.leave(request.spec());
  }
}
