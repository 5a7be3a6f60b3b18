package dev.mayfly.compose;

import dev.mayfly.MayflyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts services side by side, each after those that it needs; when one has failed, the others are
 * given up.
 */
final class ServiceStarts {

  private static final long PATIENCE_SECONDS = 30;

  /**
   * What is to be done for one service.
   *
   * @param needs the services before it
   * @param launches of its containers, each returns when that is ready
   */
  record Step(Set<String> needs, List<Runnable> launches) {}

  private final Map<String, Step> steps;
  private final ExecutorService threads = Executors.newCachedThreadPool(ServiceStarts::daemon);
  private final Map<String, CompletableFuture<Void>> begun = new HashMap<>();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();

  ServiceStarts(Map<String, Step> steps) {
    this.steps = steps;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "mayfly-compose-start");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts all, and returns when all are ready.
   *
   * @throws RuntimeException what the first that failed has failed with
   */
  void run() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    steps.keySet().forEach(name -> all.add(begin(name)));
    CompletableFuture<Void> ready = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(failure, ready).get();
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      giveUp();
      Thread.currentThread().interrupt();
      throw new MayflyException("the waiting thread was interrupted.", e);
    } finally {
      threads.shutdown();
    }
  }

  /** What failed is told when nothing is being started any more. */
  private RuntimeException cause(ExecutionException failed) {
    giveUp();
    Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException known ? known : new MayflyException("failed", cause);
  }

  private void giveUp() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Circles can't be: Compose refuses them. */
  private CompletableFuture<Void> begin(String name) {
    CompletableFuture<Void> known = begun.get(name);
    if (known != null) {
      return known;
    }
    Step step = Objects.requireNonNull(steps.get(name));
    CompletableFuture<?>[] needed =
        step.needs().stream().map(this::begin).toArray(CompletableFuture[]::new);
    CompletableFuture<Void> service =
        CompletableFuture.allOf(needed).thenCompose(ready -> launch(step));
    begun.put(name, service);
    return service;
  }

  private CompletableFuture<Void> launch(Step step) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return CompletableFuture.allOf(
        step.launches().stream()
            .map(one -> CompletableFuture.runAsync(() -> launch(one, loader), threads))
            .toArray(CompletableFuture[]::new));
  }

  private void launch(Runnable one, ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    try {
      one.run();
    } catch (RuntimeException | Error e) {
      failure.completeExceptionally(e);
      throw e;
    }
  }
}
