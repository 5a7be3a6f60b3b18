package dev.mayfly.runtime;

import dev.mayfly.LogSubscription;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineEvent.Kind;
import dev.mayfly.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to the engine's events for the whole session, handed on by container. A stream
 * that breaks is opened again when the next container is watched; until then polling must do.
 */
final class EventWatch implements AutoCloseable {

  /** Who wants to know of one container. */
  @FunctionalInterface
  interface Listener {

    /**
     * Returns soon.
     *
     * @param kind what happened; null where something may have been missed
     */
    void happened(@Nullable Kind kind);
  }

  private final ContainerEngine engine;
  private final Session session;
  private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
  private final AtomicBoolean flowing = new AtomicBoolean();
  private volatile @Nullable LogSubscription subscription;
  private volatile boolean closed;

  EventWatch(ContainerEngine engine, Session session) {
    this.engine = engine;
    this.session = session;
  }

  /** What happens to a container from now on; to be called before it is started. */
  ContainerNews watch(String containerId) {
    return new ContainerNews(listener -> follow(containerId, listener));
  }

  /** Tells what happens to a container from now on, until the answer is run. */
  Runnable follow(String containerId, Listener listener) {
    listeners.computeIfAbsent(containerId, id -> new CopyOnWriteArrayList<>()).add(listener);
    open();
    return () -> forget(containerId, listener);
  }

  private void forget(String containerId, Listener listener) {
    List<Listener> all = listeners.get(containerId);
    if (all != null) {
      all.remove(listener);
    }
  }

  /**
   * Sees to it that events flow, now or in a moment if another thread is about it. An engine
   * without them is no failure: waits poll as well.
   */
  private void open() {
    if (!closed && flowing.compareAndSet(false, true)) {
      try {
        keep(engine.events(Session.SESSION_LABEL, session.id(), this::deliver, this::lost));
      } catch (EngineException e) {
        flowing.set(false);
      }
    }
  }

  /** What happened to containers before the stream was open is for their waits to find out. */
  private void keep(LogSubscription fresh) {
    subscription = fresh;
    if (closed) {
      fresh.close();
    }
    missed();
  }

  /** Whether what happens is told without asking. */
  boolean isOpen() {
    return flowing.get() && subscription != null;
  }

  private void deliver(EngineEvent event) {
    listeners
        .getOrDefault(event.containerId(), List.of())
        .forEach(listener -> listener.happened(event.kind()));
    if (event.kind() == Kind.REMOVED) {
      listeners.remove(event.containerId());
    }
  }

  private void missed() {
    listeners.values().forEach(all -> all.forEach(listener -> listener.happened(null)));
  }

  private void lost() {
    flowing.set(false);
    missed();
  }

  @Override
  public void close() {
    closed = true;
    LogSubscription open = subscription;
    if (open != null) {
      open.close();
    }
  }
}
