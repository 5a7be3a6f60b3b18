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
  private static final String FAILED = ".failed";

  private final BuildSession build;
  private final ContainerEngine engine;
  private final BuildFolder folder;
  private final Identity identity;
  private final String key;
  private final StartRequest request;
  private final Supplier<Life> newLife;
  private final BiFunction<String, Life, StartedContainer> view;

  /**
   * A turn at the container of an identity.
   *
   * @param newLife begins what is written down of a container that this JVM does not start itself
   * @param view what this JVM hands out for a container that it has in common with others
   */
  BuildTurn(
      BuildSession build,
      ContainerEngine engine,
      Identity identity,
      StartRequest request,
      Supplier<Life> newLife,
      BiFunction<String, Life, StartedContainer> view) {
    this.build = build;
    this.engine = engine;
    this.folder = build.registry().folder();
    this.identity = identity;
    this.key = identity.key();
    this.request = request;
    this.newLife = newLife;
    this.view = view;
  }

  /**
   * The container, ready.
   *
   * @param asked since when this JVM waited: a start that failed meanwhile counts for it too
   * @param notReused why what an earlier run left is not taken, if that is known; else empty
   * @param isClosed whether this JVM's session is over, so that a failure is nobody else's
   */
  StartedContainer take(Instant asked, String notReused, BooleanSupplier isClosed) {
    Optional<ReadyMark> found = find();
    if (found.isPresent()) {
      return takeOver(found.get(), isClosed);
    }
    folder
        .entry(key + FAILED)
        .filter(failed -> failed.get("run").equals(build.run()))
        .filter(failed -> Instant.parse(failed.get("at")).isAfter(asked))
        .ifPresent(this::failElsewhere);
    return start(notReused, isClosed);
  }

  /** The container that was marked as ready, if it lives; all others of its kind are removed. */
  private Optional<ReadyMark> find() {
    Optional<ReadyMark> marked = folder.ready(key).filter(build::isOf);
    String id = marked.map(ReadyMark::id).orElse("");
    Optional<ReadyMark> ready = Optional.empty();
    for (EngineResource found : engine.list(Kind.CONTAINER, KEY_LABEL, key)) {
      if (build.session().id().equals(found.labels().get(Session.SESSION_LABEL))) {
        if (found.id().equals(id) && marked.filter(this::isAlive).isPresent()) {
          ready = marked;
        } else {
          LOG.info("Removing {}, which never was ready or has died", found.name());
          engine.remove(Kind.CONTAINER, found.id());
        }
      }
    }
    return ready;
  }

  /**
   * One whose work is to end is ready for good when it has ended; one that ended between two runs,
   * as with the engine, may be started again.
   */
  private boolean isAlive(ReadyMark mark) {
    try {
      Status status = engine.inspectContainer(mark.id()).status();
      return status == Status.RUNNING
          || status == Status.PAUSED
          || (status == Status.EXITED
              && (build.isOfEarlierRun(mark)
                  || request.spec().readiness().characteristics().expectsExit()));
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  private StartedContainer takeOver(ReadyMark mark, BooleanSupplier isClosed) {
    boolean isLeft = build.isOfEarlierRun(mark);
    Life life = newLife.get();
    StartedContainer container = view.apply(mark.id(), life);
    try {
      takeOver(container, new Start(request, life), mark, isLeft);
      tellOfUse(mark, isLeft);
      life.tell(isLeft ? "left by an earlier run" : "shared with the build's other JVMs");
      return container;
    } catch (MayflyException e) {
      container.forgotten();
      if (!isLeft && (build.isShared() || !(e instanceof ContainerStartException))) {
        throw e;
      }
      LOG.info("{}: not reused: {}", request.place(), e.getMessage());
      removeAfter(e, mark.id());
      return start("it is not ready any more", isClosed);
    }
  }

  private void takeOver(StartedContainer container, Start start, ReadyMark mark, boolean isLeft) {
    if (isLeft) {
      new Revival(build, engine, key, mark.names()).of(container, start);
    } else {
      build.launch().takeOver(container, start);
    }
  }

  private void tellOfUse(ReadyMark mark, boolean isLeft) {
    ReadyMark now = mark.and(ReadyMark.place(request));
    if (isLeft || !now.equals(mark)) {
      folder.ready(key, now.used(build.run()));
    }
  }

  private void removeAfter(MayflyException failure, String id) {
    try {
      engine.remove(Kind.CONTAINER, id);
    } catch (EngineException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  private StartedContainer start(String notReused, BooleanSupplier isClosed) {
    requireNeeds();
    ContainerSpec spec = request.spec();
    String name = build.session().engineName(request.alias() + "-" + key.substring(0, 8));
    ContainerSpec named = spec.name() == null ? spec.name(name) : spec;
    List<String> names = build.names().of(key, request.aliases());
    StartRequest start =
        new StartRequest(
            named, names, request.place(), Map.of(), Map.of(KEY_LABEL, key), request.ahead());
    build.forget(key);
    try {
      StartedContainer started = build.sequence().start(start);
      mark(started, start);
      if (!notReused.isEmpty()) {
        started.life().tell("not reused: " + notReused);
      }
      build.startedHere(key, started);
      StartedContainer shared = view.apply(started.id(), started.life());
      build.launch().follow(shared);
      return shared;
    } catch (ContainerStartException e) {
      if (!isClosed.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
        folder.write(key + FAILED, failure(e)); // its own failure, not this JVM's end
      }
      releaseNames(e);
      throw e;
    }
  }

  private void releaseNames(ContainerStartException failure) {
    try {
      build.names().release(key, request.aliases());
    } catch (MayflyException e) {
      failure.addSuppressed(e);
    }
  }

  /** What it depends on has to be found under its name also by who was not there before. */
  private void requireNeeds() {
    for (Map.Entry<String, String> need : request.needs().entrySet()) {
      boolean found =
          build
              .names()
              .owner(need.getKey())
              .flatMap(folder::ready)
              .filter(mark -> mark.id().equals(need.getValue()))
              .isPresent();
      if (!found) {
        throw new DeclarationException(
            request.place()
                + " depends on \""
                + need.getKey()
                + "\", but for the build that is the name of another container, which asked for it"
                + " first. Give one of the two another name, or a narrower scope; if an earlier run has"
                + " left it, mayfly stop --idle removes it.");
      }
    }
  }

  /** A container that nobody could be told of is not left. */
  private void mark(StartedContainer started, StartRequest start) {
    try {
      Fingerprint fingerprint = build.fingerprint(identity, request);
      ReadyMark mark =
          ReadyMark.of(build.session().id(), build.run(), started.id(), start, fingerprint);
      folder.ready(key, mark.and(ReadyMark.place(request)));
    } catch (MayflyException e) {
      try {
        started.close();
      } catch (MayflyException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private RegistryEntry failure(ContainerStartException e) {
    return new RegistryEntry(Map.of())
        .with("at", Instant.now())
        .with("run", build.run())
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
