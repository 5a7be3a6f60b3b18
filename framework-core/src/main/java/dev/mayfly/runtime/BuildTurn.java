package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.report.Life;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one JVM of a build does while it alone may start, look at or give back a container: it finds
 * it ready, or starts it and tells the others. Used by one thread.
 */
final class BuildTurn {

  /** On each container of a build: what equal ones have in common. */
  static final String KEY_LABEL = "dev.mayfly.build.key";

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");
  private static final String READY = ".ready";
  private static final String FAILED = ".failed";

  private final BuildSession build;
  private final ContainerEngine engine;
  private final BuildRegistry registry;
  private final String key;
  private final StartRequest request;
  private final Supplier<Life> newLife;
  private final BiFunction<String, Life, StartedContainer> view;

  /**
   * A turn at the container of a key.
   *
   * @param newLife begins what is written down of a container that this JVM does not start itself
   * @param view what this JVM hands out for a container that it has in common with others
   */
  BuildTurn(
      BuildSession build,
      ContainerEngine engine,
      String key,
      StartRequest request,
      Supplier<Life> newLife,
      BiFunction<String, Life, StartedContainer> view) {
    this.build = build;
    this.engine = engine;
    this.registry = build.registry();
    this.key = key;
    this.request = request;
    this.newLife = newLife;
    this.view = view;
  }

  /**
   * The container, ready.
   *
   * @param asked since when this JVM waited: a start that failed meanwhile counts for it too
   * @param isClosed whether this JVM's session is over, so that a failure is nobody else's
   */
  StartedContainer take(Instant asked, BooleanSupplier isClosed) {
    Optional<String> found = find();
    if (found.isPresent()) {
      return takeOver(found.get(), isClosed);
    }
    registry
        .entry(key + FAILED)
        .filter(failed -> Instant.parse(failed.get("at")).isAfter(asked))
        .ifPresent(this::failElsewhere);
    return start(isClosed);
  }

  /** The container that was marked as ready, if it lives; all others of its kind are removed. */
  private Optional<String> find() {
    String marked =
        registry.entry(key + READY).filter(build::isOf).map(entry -> entry.get("id")).orElse("");
    Optional<String> ready = Optional.empty();
    for (EngineResource found : engine.list(Kind.CONTAINER, KEY_LABEL, key)) {
      if (build.session().id().equals(found.labels().get(Session.SESSION_LABEL))) {
        if (found.id().equals(marked) && isAlive(marked)) {
          ready = Optional.of(marked);
        } else {
          LOG.info("Removing {}, which never was ready or has died", found.name());
          engine.remove(Kind.CONTAINER, found.id());
        }
      }
    }
    return ready;
  }

  /** One whose work is to end is ready for good when it has ended. */
  private boolean isAlive(String id) {
    try {
      Status status = engine.inspectContainer(id).status();
      return status == Status.RUNNING
          || status == Status.PAUSED
          || (status == Status.EXITED
              && request.spec().readiness().characteristics().expectsExit());
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  private StartedContainer takeOver(String id, BooleanSupplier isClosed) {
    Life life = newLife.get();
    StartedContainer container = view.apply(id, life);
    try {
      build.launch().takeOver(container, new Start(request, life));
      life.tell("shared with the build's other JVMs");
      return container;
    } catch (ContainerStartException e) {
      container.forgotten();
      if (build.isShared()) {
        throw e;
      }
      LOG.info("Replacing {}, which is not ready any more: {}", id, e.getMessage());
      removeAfter(e, id);
      return start(isClosed);
    }
  }

  private void removeAfter(ContainerStartException failure, String id) {
    try {
      engine.remove(Kind.CONTAINER, id);
    } catch (EngineException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  private StartedContainer start(BooleanSupplier isClosed) {
    requireNeeds();
    ContainerSpec spec = request.spec();
    String name = build.session().engineName(request.alias() + "-" + key.substring(0, 8));
    ContainerSpec named = spec.name() == null ? spec.name(name) : spec;
    List<String> names = build.names(key, request.aliases());
    build.forget(key);
    try {
      StartedContainer started =
          build
              .sequence()
              .start(
                  new StartRequest(
                      named, names, request.place(), Map.of(), Map.of(KEY_LABEL, key)));
      mark(started);
      build.startedHere(key, started);
      StartedContainer shared = view.apply(started.id(), started.life());
      build.launch().follow(shared);
      return shared;
    } catch (ContainerStartException e) {
      if (!isClosed.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
        registry.write(key + FAILED, failure(e)); // its own failure, not this JVM's end
      }
      releaseNames(e);
      throw e;
    }
  }

  private void releaseNames(ContainerStartException failure) {
    try {
      build.releaseNames(key, request.aliases());
    } catch (MayflyException e) {
      failure.addSuppressed(e);
    }
  }

  /** What it depends on has to be found under its name also by who was not there before. */
  private void requireNeeds() {
    for (Map.Entry<String, String> need : request.needs().entrySet()) {
      boolean found =
          build
              .owner(need.getKey())
              .flatMap(key -> registry.entry(key + READY))
              .filter(entry -> entry.get("id").equals(need.getValue()))
              .isPresent();
      if (!found) {
        throw new DeclarationException(
            request.place()
                + " depends on \""
                + need.getKey()
                + "\", but for the build that is the name of another container, which asked for it"
                + " first. Give one of the two another name, or a narrower scope.");
      }
    }
  }

  /** A container that nobody could be told of is not left. */
  private void mark(StartedContainer started) {
    try {
      registry.write(key + READY, build.ready(started.id(), request));
    } catch (MayflyException e) {
      try {
        started.close();
      } catch (MayflyException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private static RegistryEntry failure(ContainerStartException e) {
    return new RegistryEntry(Map.of())
        .with("at", Instant.now())
        .with("process", ProcessHandle.current().pid())
        .with("phase", e.phase())
        .with("message", String.valueOf(e.getMessage()));
  }

  /** Who waited for a start that failed does not try the same again. */
  private void failElsewhere(RegistryEntry failed) {
    String message =
        request.place()
            + ": the build's container did not start in process "
            + failed.get("process")
            + ", for which this one waited: "
            + failed.get("message");
    newLife.get().failed(message, List.of());
    throw new ContainerStartException(
        message, ContainerStartException.Phase.valueOf(failed.get("phase")), null, List.of(), null);
  }
}
