package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Moment;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import dev.mayfly.TestOutcome;
import dev.mayfly.secrets.KnownSecrets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the hooks of a description, each on a thread that can be given up. Thread-safe. */
final class Hooks {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.hooks");
  private static final Optional<Void> NOTHING = Optional.empty();

  private final Executor executor;
  private final Function<ContainerSpec, Duration> limit;
  private final KnownSecrets secrets;

  /**
   * Hooks with a time limit.
   *
   * @param limit how long one of a description's hooks may take
   * @param secrets that what is logged must not tell
   */
  Hooks(Executor executor, Function<ContainerSpec, Duration> limit, KnownSecrets secrets) {
    this.executor = executor;
    this.limit = limit;
    this.secrets = secrets;
  }

  /** Whether there is anything to do at one of these moments. */
  static boolean any(ContainerSpec spec, Moment... moments) {
    return List.of(moments).stream().anyMatch(moment -> !spec.hooks(moment).isEmpty());
  }

  /**
   * Runs what is to be done before a start can go on.
   *
   * @throws HookException if a hook fails, or does not end
   */
  void run(Moment moment, RunningContainer container) {
    ContainerSpec spec = container.spec();
    Occasion occasion = new Occasion(moment, container, Optional.empty(), Optional.empty());
    for (LifecycleHook hook : spec.hooks(moment)) {
      run(spec, "a hook at " + moment, () -> at(hook, occasion));
    }
  }

  /**
   * Fills a container with what its snapshot is to hold.
   *
   * @throws HookException if that fails, or does not end
   */
  void prepare(RunningContainer container) {
    ContainerSpec spec = container.spec();
    LifecycleHook preparation = spec.snapshotPreparation();
    if (preparation != null) {
      Occasion occasion = new Occasion(Moment.READY, container, Optional.empty(), Optional.empty());
      run(spec, "what prepares its snapshot", () -> at(preparation, occasion));
    }
  }

  private static Optional<Void> at(LifecycleHook hook, Occasion occasion) throws Exception {
    hook.at(occasion);
    return Optional.empty();
  }

  /**
   * Runs what is to be done at an end; what fails is logged, and the next hook runs.
   *
   * @param failure why a start failed, or null
   */
  void runAll(
      Moment moment,
      RunningContainer container,
      @Nullable Throwable failure,
      @Nullable TestOutcome outcome) {
    Occasion occasion =
        new Occasion(moment, container, Optional.ofNullable(failure), Optional.ofNullable(outcome));
    for (LifecycleHook hook : container.spec().hooks(moment)) {
      runOrTell(container, "a hook at " + moment, () -> at(hook, occasion));
    }
  }

  /** Runs what is to be done before an end; what fails is logged, and the next one runs. */
  void runAll(RunningContainer container, Farewells farewells) {
    for (Runnable next = farewells.next(); next != null; next = farewells.next()) {
      runOrTell(container, "what was to be done before its end", Executors.callable(next, NOTHING));
    }
  }

  private void runOrTell(RunningContainer container, String name, Callable<Optional<Void>> action) {
    try {
      run(container.spec(), name, action);
    } catch (HookException e) {
      RuntimeException shown = MaskedFailure.of(e, secrets.now());
      LOG.warn("{}: {}", container, shown.getMessage(), shown);
    }
  }

  private void run(ContainerSpec spec, String name, Callable<Optional<Void>> hook) {
    Duration time = limit.apply(spec);
    try {
      LimitedCall.of(hook, time, executor);
    } catch (ExecutionException e) {
      throw HookException.of(name, Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      throw new HookException(
          name
              + " did not end within "
              + time.toSeconds()
              + " s. Should it ask the handle that it belongs to: that waits for the hook; the"
              + " container to ask is the one that the hook is given",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HookException.of(name, e);
    }
  }

  /** Carries what a hook failed with to where the start explains it. */
  static final class HookException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HookException(String message, Throwable cause) {
      super(message, cause);
    }

    static HookException of(String name, Throwable cause) {
      String problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      return new HookException(name + " failed: " + problem, cause);
    }
  }
}
