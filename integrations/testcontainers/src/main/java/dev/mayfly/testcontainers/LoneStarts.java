package dev.mayfly.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ForeignStart;
import dev.mayfly.MayflyException;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.StartRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The starts of containers that no field declares, as in classes that know nothing of Mayfly: in a
 * session of their own, which stays until the JVM ends. Thread-safe.
 */
final class LoneStarts {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.testcontainers");

  private final Attempts attempts;
  private @Nullable Containers session;

  LoneStarts(Attempts attempts) {
    this.attempts = attempts;
  }

  /** The session, opened now if it is not yet. */
  synchronized Containers session() {
    Containers opened = session;
    if (opened == null) {
      opened = Containers.openUntilJvmEnds();
      session = opened;
    }
    return opened;
  }

  /**
   * A start that the calling thread is at. Another thread watches it, since nobody tells when
   * Testcontainers is done.
   */
  Attempt begin(CreateContainerCmd command) {
    Containers containers = session();
    Thread caller = Thread.currentThread();
    CompletableFuture<Attempt> begun = new CompletableFuture<>();
    ContainerSpec spec = Described.by(command).startedBy(start -> watch(start, caller, begun));
    String place = "Testcontainers' " + spec.image().describe();
    Thread watcher =
        new Thread(
            () -> start(containers, new StartRequest(spec, List.of(), place), begun),
            "mayfly-testcontainers-" + caller.getName());
    watcher.setDaemon(true);
    watcher.start();
    try {
      return begun.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private static void start(
      Containers containers, StartRequest request, CompletableFuture<Attempt> begun) {
    try {
      containers.orchestrator().start(request);
    } catch (ContainerStartException e) {
      tell(e, begun);
      begun.completeExceptionally(e);
    } catch (Throwable e) { // whoever waits for the attempt must not wait for ever
      if (!begun.completeExceptionally(e)) {
        LOG.error("{}: {}", request.place(), e.toString(), e);
      }
    }
  }

  /** A container that was stopped as soon as it was there has not failed. */
  private static void tell(ContainerStartException failure, CompletableFuture<Attempt> begun) {
    boolean hasFailed = !begun.isDone() || begun.join().hasGivenUp();
    if (hasFailed) {
      LOG.error("{}", failure.getMessage());
    } else {
      LOG.debug("Gone before it could be looked at", failure);
    }
  }

  private void watch(
      ForeignStart<ContainerSpec> start, Thread caller, CompletableFuture<Attempt> begun) {
    Watched watched = new Watched(caller);
    Attempt attempt =
        new Attempt(
            caller,
            start,
            exitCode -> exitCode != 0,
            watched::isOver,
            watched::isWaiting,
            () -> {});
    attempts.begin(attempt);
    begun.complete(attempt);
    try {
      watched.awaitEnd(() -> attempts.isUnderWay(attempt), attempt::wake);
    } finally {
      attempts.end(attempt);
    }
    if (attempt.hasGivenUp()) {
      throw new MayflyException("Testcontainers gave up waiting for it; its own error says why.");
    }
  }
}
