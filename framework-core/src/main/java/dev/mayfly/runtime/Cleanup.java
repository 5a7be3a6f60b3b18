package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first layer of the cleanup guarantee: whoever creates, removes.
 *
 * <p>What a session creates is known here by id from the moment of its creation; the engine's
 * labels tell the rest. Thread-safe; no lock is held while the engine is asked.
 */
final class Cleanup {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int LOOKS = 10;

  private final ContainerEngine engine;
  private final Session session;
  private final Executor executor;
  private final Runnable beforeFirst;
  private final Runnable beforeEach;
  private final Set<String> containers = ConcurrentHashMap.newKeySet();
  private final Set<Kind> kinds = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicInteger counter = new AtomicInteger();
  private volatile @Nullable Ending ending;

  /**
   * @param beforeFirst runs once, when the first thing is about to be created or sooner; must not
   *     block
   * @param beforeEach runs before each thing that is created, and may wait for somebody who watches
   */
  Cleanup(
      ContainerEngine engine,
      Session session,
      Executor executor,
      Runnable beforeFirst,
      Runnable beforeEach) {
    this.engine = engine;
    this.session = session;
    this.executor = executor;
    this.beforeFirst = beforeFirst;
    this.beforeEach = beforeEach;
  }

  /** A name that no other container of the session has. */
  String numbered(String alias) {
    return alias + "-" + counter.incrementAndGet();
  }

  /** Says that something of a kind is about to be created. */
  void making(Kind kind) {
    begin();
    kinds.add(kind);
    beforeEach.run();
  }

  /** Says that something of any kind is about to be created, or may have been. */
  void makingAnything() {
    for (Kind kind : Kind.values()) {
      making(kind);
    }
  }

  /** Says that something will be created soon. */
  void begin() {
    refuseWhenClosed();
    if (begun.compareAndSet(false, true)) {
      beforeFirst.run();
    }
  }

  /** The labels that everything of the session carries. */
  Map<String, String> labels() {
    return session.labels();
  }

  /**
   * Creates a container, which is known to the session from then on.
   *
   * @param name of the container, by which it is found and removed if the engine's answer is lost
   */
  String creating(String name, Supplier<String> creation) {
    making(Kind.CONTAINER);
    String id = createOrNone(name, creation);
    created(id);
    return id;
  }

  /** A container was created, by whomever, which the session removes from now on. */
  void created(String id) {
    containers.add(id);
    if (ending != null) {
      remove(id);
      refuseWhenClosed();
    }
  }

  private String createOrNone(String name, Supplier<String> creation) {
    try {
      return creation.get();
    } catch (EngineException e) {
      if (e.isUnreachable()) {
        Uninterrupted.run(() -> removeLost(name, e));
      }
      throw e;
    }
  }

  /** The engine may still be at it; what comes later goes with the session. */
  private void removeLost(String name, EngineException failure) {
    try {
      for (int look = 0; look < LOOKS; look++) {
        List<EngineResource> found =
            engine.list(Kind.CONTAINER, Session.SESSION_LABEL, session.id()).stream()
                .filter(one -> one.name().equals(name))
                .toList();
        if (!found.isEmpty()) {
          remove(found.get(0).id());
          return;
        }
        new Signal().await(PAUSE);
      }
    } catch (EngineException e) {
      failure.addSuppressed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who closed the session, or null while it is open. */
  @Nullable Ending ending() {
    return ending;
  }

  private void refuseWhenClosed() {
    if (ending != null) {
      throw ClosedSession.refusal();
    }
  }

  /** Removes a container. Does nothing if it is gone. */
  void remove(String containerId) {
    engine.remove(Kind.CONTAINER, containerId);
    containers.remove(containerId);
  }

  /**
   * Removes everything and returns what could not be removed, in words.
   *
   * @param stays what is left alone
   */
  List<String> removeAll(Predicate<EngineResource> stays) {
    ending = Ending.now("removed with its session");
    List<String> failures = new ArrayList<>();
    inParallel(
        containers.stream()
            .map(id -> new EngineResource(Kind.CONTAINER, id, id, Map.of(), null))
            .filter(stays.negate())
            .toList(),
        failures);
    for (Kind kind : Kind.values()) {
      if (kinds.contains(kind)) {
        removeLabelled(kind, stays, failures);
      }
    }
    return failures;
  }

  private void removeLabelled(Kind kind, Predicate<EngineResource> stays, List<String> failures) {
    try {
      inParallel(leftOf(kind, stays), failures);
    } catch (EngineException e) {
      failures.add("Can't list " + kind + ": " + e.getMessage());
    }
  }

  /**
   * What is on the engine now that carries the session's label, the reaper left out.
   *
   * @param stays what is left out too
   */
  List<EngineResource> left(Predicate<EngineResource> stays) {
    List<EngineResource> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kinds.contains(kind)) {
        all.addAll(leftOf(kind, stays));
      }
    }
    return all;
  }

  private List<EngineResource> leftOf(Kind kind, Predicate<EngineResource> stays) {
    return engine.list(kind, Session.SESSION_LABEL, session.id()).stream()
        .filter(resource -> !Session.isReaper(resource))
        .filter(stays.negate())
        .toList();
  }

  private void inParallel(List<EngineResource> resources, List<String> failures) {
    List<CompletableFuture<Void>> removals =
        resources.stream()
            .map(
                resource ->
                    CompletableFuture.runAsync(() -> removeOne(resource, failures), executor))
            .toList();
    removals.forEach(CompletableFuture::join);
  }

  private void removeOne(EngineResource resource, List<String> failures) {
    try {
      engine.remove(resource.kind(), resource.id());
      containers.remove(resource.id());
    } catch (RuntimeException e) {
      LOG.debug("Removal failed", e);
      synchronized (failures) {
        failures.add(resource.kind() + " " + resource.name() + ": " + e.getMessage());
      }
    }
  }
}
